package dev.glassine.core.engine;

/** The channel bindings of TLS. */
public enum ChannelBinding {
  /**
   * RFC 5929 §3: the first Finished; TLS 1.2 and before, and only with extended_master_secret (RFC
   * 7627 §5.4).
   */
  TLS_UNIQUE("tls-unique"),
  /** RFC 5929 §4: a hash of the server's certificate. */
  TLS_SERVER_END_POINT("tls-server-end-point"),
  /** RFC 9266: exported keying material. */
  TLS_EXPORTER("tls-exporter");

  private final String registeredName;

  ChannelBinding(String registeredName) {
    this.registeredName = registeredName;
  }

  /** The IANA name. */
  public String registeredName() {
    return registeredName;
  }
}
