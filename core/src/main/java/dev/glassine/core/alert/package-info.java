/**
 * Why a connection ended. A {@link dev.glassine.core.alert.Reason} names one thing that can go
 * wrong, with the alert that the peer gets and the section of the RFC that says so; a {@link
 * dev.glassine.core.alert.TlsFailure} is that reason with its evidence. The alert is always derived
 * from the reason, never chosen beside it.
 */
package dev.glassine.core.alert;
