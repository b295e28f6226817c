package dev.glassine.ecosystem;

/** A server that listens on loopback until it is closed. */
interface Service extends AutoCloseable {
  int port();

  @Override
  void close() throws Exception;

  /** A service that listens there, and what ends it. */
  static Service at(int port, AutoCloseable end) {
    return new Service() {
      @Override
      public int port() {
        return port;
      }

      @Override
      public void close() throws Exception {
        end.close();
      }
    };
  }
}
