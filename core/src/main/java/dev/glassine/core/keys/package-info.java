/**
 * From a shared secret to the keys of each epoch: the key schedules of TLS 1.3 and 1.2, HKDF,
 * exporters, and the compare that takes the same time whatever it finds. Everything that is secret
 * here lives in one type, and is wiped when its use ends.
 */
package dev.glassine.core.keys;
