/**
 * Who is at each end: credentials that this side can show, and the judgement of the chain that the
 * other side showed, with host names after RFC 9525.
 */
package dev.glassine.core.identity;
