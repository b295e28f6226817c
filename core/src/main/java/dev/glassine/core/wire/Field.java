package dev.glassine.core.wire;

/**
 * One named field of a message and the octets that it stands on: what a trace shows.
 *
 * @param path the RFC's names from the outside in, for example {@code
 *     extensions[3].key_share.client_shares[0].group}
 * @param offset the first octet, counted from the start of what was read (the handshake header
 *     included)
 * @param length how many octets, length prefix excluded
 * @param value how a person would read it: a registry name, a number, text, or hexadecimal digits
 */
public record Field(String path, int offset, int length, String value) {}
