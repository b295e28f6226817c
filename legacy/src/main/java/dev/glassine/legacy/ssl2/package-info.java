/**
 * SSL 2.0, a protocol of its own: other records, other messages, two flows. Start at {@link
 * dev.glassine.legacy.ssl2.Ssl2Protocol}. Comments cite it as "SSL 2.0 §2.5": Hickman, The SSL
 * Protocol, draft-hickman-netscape-ssl-00, 1995.
 *
 * <p>What breaks it (RFC 6176 §2): DROWN (Aviram and others, USENIX Security 2016, CVE-2016-0800)
 * makes a server that speaks it decrypt the TLS sessions of every server with the same key. Nothing
 * protects the handshake, so whoever stands in the middle edits the cipher kinds down to 40 bits.
 * One key serves MAC and encryption. There is no message that closes, so an end can be forged. The
 * MAC is MD5 behind its key, and does not cover how much of a record is padding.
 */
@NullMarked
package dev.glassine.legacy.ssl2;

import org.jspecify.annotations.NullMarked;
