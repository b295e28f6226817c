package dev.glassine.cli;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where to connect: {@code https://host[:port]/path} for a page, {@code host:port} for a bare
 * connection.
 *
 * @param host a name or an address, without brackets
 * @param port 1..65535
 * @param path what to GET, or null for a bare connection
 */
record Target(String host, int port, @Nullable String path) {
  /** The host as it stands in front of a port: an IPv6 address in brackets. */
  String authority() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }

  /** Reads what a person types. */
  static final class Converter implements ITypeConverter<Target> {
    @Override
    public Target convert(String text) {
      if (text.startsWith("http://")) {
        throw new TypeConversionException(
            "'" + text + "' is plain HTTP: there is no TLS to look at. Try https://");
      }
      return text.startsWith("https://") ? page(text) : bare(text);
    }

    private static Target page(String text) {
      try {
        URI uri = new URI(text);
        if (uri.getHost() == null) {
          throw new TypeConversionException("'" + text + "' names no host");
        }
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new Target(
            withoutBrackets(uri.getHost()), uri.getPort() < 0 ? 443 : uri.getPort(), path + query);
      } catch (URISyntaxException e) {
        throw new TypeConversionException("'" + text + "' is not an address: " + e.getReason());
      }
    }

    private static Target bare(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < 1 || text.indexOf('/') >= 0) {
        throw new TypeConversionException(
            "'" + text + "' is neither https://host[:port]/path nor host:port");
      }
      try {
        int port = Integer.parseInt(text.substring(colon + 1));
        if (port < 1 || port > 65535) {
          throw new TypeConversionException("port " + port + " is not within 1..65535");
        }
        return new Target(withoutBrackets(text.substring(0, colon)), port, null);
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "'" + text.substring(colon + 1) + "' is not a port number");
      }
    }

    private static String withoutBrackets(String host) {
      return host.startsWith("[") && host.endsWith("]")
          ? host.substring(1, host.length() - 1)
          : host;
    }
  }
}
