package dev.glassine.ecosystem;

import dev.glassine.ecosystem.PlainHttp.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A client of HTTP/1.1 over the JDK's provider, for frameworks that are servers. */
final class PlainHttpClient extends HttpDialogue {
  private final SSLSocket socket;
  private final InputStream in;
  private final OutputStream out;

  PlainHttpClient(Setup setup, javax.net.ssl.SSLContext tls, int port) throws IOException {
    Socket tcp = new Socket(InetAddress.getLoopbackAddress(), port);
    tcp.setSoTimeout(60_000);
    tcp.setTcpNoDelay(true);
    socket = (SSLSocket) tls.getSocketFactory().createSocket(tcp, "localhost", port, true);
    SSLParameters settings = socket.getSSLParameters();
    settings.setProtocols(setup.versions());
    settings.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(settings);
    in = PlainHttp.buffered(socket.getInputStream());
    out = PlainHttp.buffered(socket.getOutputStream());
  }

  @Override
  void get(String path, OutputStream sink) throws IOException {
    PlainHttp.write(out, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    out.flush();
    answer(PlainHttp.head(in)).transferTo(sink);
  }

  @Override
  void post(String path, Body body, OutputStream sink) throws IOException {
    PlainHttp.write(
        out,
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n");
    body.octets().transferTo(out);
    out.flush();
    answer(PlainHttp.head(in)).transferTo(sink);
  }

  /** Closes its own direction while the answer is on its way; the digest of the whole answer. */
  String downloadAfterHalfClose(long octets) throws IOException {
    PlainHttp.write(out, "GET /octets/" + octets + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    out.flush();
    InputStream body = answer(PlainHttp.head(in));
    socket.shutdownOutput();
    try (Payload.Digest digest = new Payload.Digest()) {
      body.transferTo(digest);
      return digest.toString();
    }
  }

  private InputStream answer(Head head) throws IOException {
    if (!head.start().startsWith("HTTP/1.1 200")) {
      throw new IOException("the server answered \"" + head.start() + "\"");
    }
    return head.body(in);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
