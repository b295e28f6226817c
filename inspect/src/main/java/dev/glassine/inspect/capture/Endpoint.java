package dev.glassine.inspect.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * One end of a TCP connection. Immutable; no name is looked up.
 *
 * @param address its IP address
 * @param port 0..65535
 */
public record Endpoint(InetAddress address, int port) {
  /** The end that a socket address names; it must be resolved. */
  public static Endpoint of(InetSocketAddress address) {
    return new Endpoint(address.getAddress(), address.getPort());
  }

  static Endpoint read(byte[] octets, int offset, int length, int port) {
    try {
      return new Endpoint(
          InetAddress.getByAddress(Arrays.copyOfRange(octets, offset, offset + length)), port);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + length + " octets", e);
    }
  }

  /** {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
  @Override
  public String toString() {
    String host = address.getHostAddress();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
