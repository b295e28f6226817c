package dev.glassine.ecosystem;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** Undertow's listener, on XNIO. */
class UndertowTest extends HttpContract {
  private static final long UNLIMITED = -1;

  @Override
  protected Framework framework() {
    return Framework.of("Undertow", Undertow.class, "`addHttpsListener`", Role.SERVER);
  }

  @Override
  protected Service serve(Setup setup, Witness witness) {
    Undertow undertow =
        Undertow.builder()
            .addHttpsListener(0, "127.0.0.1", setup.glassine(witness))
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, UNLIMITED)
            .setSocketOption(
                Options.SSL_CLIENT_AUTH_MODE,
                setup.needsClient() ? SslClientAuthMode.REQUIRED : SslClientAuthMode.NOT_REQUESTED)
            .setHandler(new BlockingHandler(UndertowTest::answer))
            .build();
    undertow.start();
    InetSocketAddress address =
        (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
    return Service.at(address.getPort(), undertow::stop);
  }

  private static void answer(HttpServerExchange exchange) throws IOException {
    HttpAnswers.answer(
        exchange.getRequestPath(),
        HttpAnswers.client(exchange.getConnection().getSslSession()),
        exchange.getInputStream(),
        length -> {
          exchange.setResponseContentLength(length);
          return exchange.getOutputStream();
        });
  }
}
