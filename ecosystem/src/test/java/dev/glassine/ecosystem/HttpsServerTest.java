package dev.glassine.ecosystem;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/** The JDK's {@code HttpsServer}: engines driven by blocking streams. */
class HttpsServerTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of("JDK HttpsServer", HttpsServer.class, "`HttpsConfigurator`", Role.SERVER)
        .cannot(Role.SERVER, Ability.HTTP_2, "speaks HTTP/1.1 only");
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(setup.glassine(witness)) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters settings = getSSLContext().getDefaultSSLParameters();
            settings.setNeedClientAuth(setup.needsClient());
            parameters.setSSLParameters(settings);
          }
        });
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.setExecutor(threads);
    server.createContext("/", HttpsServerTest::answer);
    server.start();
    return Service.at(
        server.getAddress().getPort(),
        () -> {
          server.stop(0);
          threads.shutdownNow();
        });
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpAnswers.answer(
          exchange.getRequestURI().getPath(),
          HttpAnswers.client(((HttpsExchange) exchange).getSSLSession()),
          exchange.getRequestBody(),
          length -> {
            exchange.sendResponseHeaders(200, length);
            return exchange.getResponseBody();
          });
    }
  }
}
