package dev.glassine.cli;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads where to listen: a port alone is on loopback, any other address must be named. */
final class ListenAddress implements ITypeConverter<InetSocketAddress> {
  @Override
  public InetSocketAddress convert(String text) {
    int colon = text.lastIndexOf(':');
    String address = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
    int port = port(text.substring(colon + 1), text);
    if (colon == 0) {
      throw new TypeConversionException(
          "'" + text + "' names no address before the colon; 0.0.0.0 stands for all");
    }
    try {
      return new InetSocketAddress(
          colon < 0 ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new TypeConversionException("'" + address + "' is no address of this machine");
    }
  }

  private static int port(String digits, String text) {
    if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > 65535) {
      throw new TypeConversionException(
          "'" + text + "' is neither a port (0..65535) nor address:port");
    }
    return Integer.parseInt(digits);
  }
}
