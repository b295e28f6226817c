package dev.glassine.testkit.jsse.forked;

import java.security.Security;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;

/** Prints which provider a program gets that names none. It knows nothing of Glassine. */
public final class WhoServes {
  private WhoServes() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    System.out.println("default context: " + SSLContext.getDefault().getProvider().getName());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine("example.org", 443);
    engine.setUseClientMode(true);
    engine.beginHandshake();
    System.out.println("context: " + context.getProvider().getName());
    System.out.println("engine: " + engine.getClass().getModule());
    System.out.println(
        "keys: "
            + KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
                .getProvider()
                .getName());
    System.out.println(
        "trust: "
            + TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm())
                .getProvider()
                .getName());
    System.out.println("SunJSSE is there: " + (Security.getProvider("SunJSSE") != null));
  }
}
