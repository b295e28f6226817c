/**
 * Bytes to messages and back, with no connection needed. Each message has a file that opens with
 * the RFC's struct and holds its {@code read} and {@code write} side by side; the labels given to
 * the cursors are the RFC's field names, and become the paths in errors and the byte ranges in
 * traces. Lengths are checked before anything is allocated, and bytes left over are an error.
 *
 * <p>Follow a ClientHello: {@link dev.glassine.core.wire.HandshakeCodec} reads the four octets of
 * header and hands the body to {@link dev.glassine.core.wire.ClientHello}, whose fields come from
 * {@link dev.glassine.core.wire.WireReader}; {@link dev.glassine.core.wire.Extensions} reads the
 * list, refuses duplicates and what may not stand in this message, and has {@code
 * wire.ext.ExtensionCodec} pick the record for each. What comes out is a tree of immutable values
 * that writes the same octets again, or a {@link dev.glassine.core.alert.TlsFailure} that names the
 * path of the field, such as {@code extensions[3].key_share.client_shares[0].key_exchange}.
 *
 * <p>What is not here: whether a message is due, whether an extension was asked for, and whether
 * two fields agree. Those are the flows' to judge. Key exchange messages of TLS 1.2, whose shape
 * depends on the suite, keep their body as octets for the same reason.
 */
package dev.glassine.core.wire;
