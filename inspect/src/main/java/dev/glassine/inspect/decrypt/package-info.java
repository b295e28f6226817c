/**
 * TLS read by a third: the octets that two others exchanged, as records, and the records opened
 * where a key log or the server's RSA key allows it. {@link
 * dev.glassine.inspect.decrypt.PassiveSession} is one connection; {@link
 * dev.glassine.inspect.decrypt.CaptureInspector} finds those of a capture.
 *
 * <p>Parsers, registries, key schedules and record protections are the core's own. What differs
 * from an engine: nothing is checked that only a party could check, nothing is answered, and what
 * cannot be read is told and passed over instead of ending the connection.
 */
@NullMarked
package dev.glassine.inspect.decrypt;

import org.jspecify.annotations.NullMarked;
