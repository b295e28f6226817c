package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.Security;

/** The other end of HTTP/2, over the JDK's provider, and what must get done with it. */
final class Http2Counterpart {
  private static final long SOME = 2L << 20;

  private Http2Counterpart() {}

  static Service serve(Setup setup) throws Exception {
    return NettyHttpServer.start(
        SslContextBuilder.forServer(Pki.keyManagers(setup.own()))
            .sslProvider(SslProvider.JDK)
            .sslContextProvider(Security.getProvider("SunJSSE"))
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    "h2"))
            .build());
  }

  static void converse(HttpDialogue dialogue) throws Exception {
    assertThat(dialogue.greet()).isEqualTo("hello stranger");
    assertThat(dialogue.upload(SOME)).isEqualTo(Payload.digest(SOME));
    assertThat(dialogue.download(SOME)).isEqualTo(Payload.digest(SOME));
    for (int i = 0; i < 20; i++) {
      assertThat(dialogue.echo("message " + i)).isEqualTo("message " + i);
    }
  }

  /** The JDK's client asks a server for something. */
  static void visit(int port) throws Exception {
    try (HttpClient client =
        HttpClient.newBuilder()
            .sslContext(Setup.client().jdk())
            .version(HttpClient.Version.HTTP_2)
            .build()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/octets/" + SOME))
              .build();
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
      try (Payload.Digest digest = new Payload.Digest()) {
        digest.write(response.body());
        assertThat(digest).hasToString(Payload.digest(SOME));
      }
    }
  }
}
