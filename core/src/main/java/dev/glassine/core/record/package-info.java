/**
 * The record layer (RFC 9846 §5; RFC 5246 §6): what turns messages and data into protected records
 * and back.
 *
 * <p>The two seams are {@link dev.glassine.core.record.RecordSealer} and {@link
 * dev.glassine.core.record.RecordOpener}: one object for each direction and epoch. Here are those
 * of TLS 1.3 and 1.2; the legacy module adds its own, partly out of the same pieces ({@code
 * CbcSealer} with another {@code RecordMac}, {@code CbcIv} or {@code CbcPadding}). Around them
 * stand {@code RecordHeader} (the five octets), {@code FirstBytes} (what is not TLS at all), {@code
 * RecordReader} and {@code RecordWriter} (from buffer to buffer), {@code HandshakeJoiner}
 * (fragments to messages) and {@code Outbox} (what waits to be sent).
 *
 * <p>Not here: which keys there are, when they change, and what a message means.
 */
@NullMarked
package dev.glassine.core.record;

import org.jspecify.annotations.NullMarked;
