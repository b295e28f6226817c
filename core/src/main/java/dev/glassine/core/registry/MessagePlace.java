package dev.glassine.core.registry;

/**
 * The messages that carry extensions; each {@link ExtensionType} says in which it may stand (RFC
 * 9846 §4.3, table 1).
 */
public enum MessagePlace {
  CLIENT_HELLO,
  /** ServerHello of TLS 1.3. */
  SERVER_HELLO,
  /** ServerHello of TLS 1.2 and before. */
  SERVER_HELLO_1_2,
  HELLO_RETRY_REQUEST,
  ENCRYPTED_EXTENSIONS,
  CERTIFICATE_REQUEST,
  CERTIFICATE,
  NEW_SESSION_TICKET
}
