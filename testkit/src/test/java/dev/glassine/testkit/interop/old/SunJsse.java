package dev.glassine.testkit.interop.old;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * SunJSSE with SSL 3.0 and everything else switched on again: a program of its own, for its
 * switches are the whole JVM's. It speaks the lines of {@link PeerProcess} and needs nothing but
 * the JDK.
 */
final class SunJsse {
  private static final int PATIENCE_MILLISECONDS = 10_000;

  private BlockingQueue<String> outcomes = new LinkedBlockingQueue<>();
  private SSLServerSocket listening;
  private SSLContext kept;
  private byte[] keptId = {};

  private SunJsse() {}

  /** Answers commands until there are no more. */
  public static void main(String[] arguments) throws Exception {
    for (String list : new String[] {"jdk.tls", "jdk.certpath"}) {
      Security.setProperty(list + ".disabledAlgorithms", "");
    }
    Security.setProperty("jdk.tls.legacyAlgorithms", "");
    System.setProperty("jdk.tls.client.enableSessionTicketExtension", "false");
    System.setProperty("jdk.tls.server.enableSessionTicketExtension", "false");
    // with it on, sessions of SSL 3.0, which has no extensions, are never resumed
    System.setProperty("jdk.tls.useExtendedMasterSecret", "false");
    SunJsse peer = new SunJsse();
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      System.out.println(peer.answer(line));
    }
  }

  private String answer(String line) {
    String[] command = line.split(" ", 2);
    Map<String, String> words = new HashMap<>(Facts.read(line).words());
    try {
      return switch (command[0]) {
        case "serve" -> serve(words);
        case "outcome" -> outcome();
        default -> visit(words);
      };
    } catch (Exception e) {
      return failed(e);
    }
  }

  private static String failed(Exception e) {
    e.printStackTrace();
    return "failed " + (e.getClass().getSimpleName() + ": " + e.getMessage()).replace('\n', ' ');
  }

  private String outcome() throws InterruptedException {
    String outcome = outcomes.poll(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS);
    return outcome == null ? "failed nobody has come to an end" : outcome;
  }

  private String serve(Map<String, String> words) throws Exception {
    if (listening != null) {
      listening.close();
    }
    SSLServerSocket server =
        (SSLServerSocket)
            context(words)
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setEnabledProtocols(protocols(words));
    server.setEnabledCipherSuites(new String[] {words.get("ciphers")});
    server.setWantClientAuth(words.get("client").equals("wanted"));
    if (words.get("client").equals("required")) {
      server.setNeedClientAuth(true);
    }
    listening = server;
    BlockingQueue<String> own = new LinkedBlockingQueue<>();
    outcomes = own;
    Thread.ofPlatform().daemon().start(() -> accept(server, own));
    return "ok port=" + server.getLocalPort();
  }

  private static void accept(SSLServerSocket server, BlockingQueue<String> outcomes) {
    byte[] last = {};
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        socket.startHandshake();
        byte[] id = socket.getSession().getId();
        String facts = facts(socket.getSession(), Arrays.equals(id, last));
        last = id;
        socket.getInputStream().transferTo(socket.getOutputStream());
        outcomes.add(facts);
      } catch (SSLException e) {
        outcomes.add(failed(e));
      } catch (IOException e) {
        if (!server.isClosed()) {
          outcomes.add(failed(e));
        }
      }
    }
  }

  private String visit(Map<String, String> words) throws Exception {
    boolean resume = words.get("resume").equals("yes");
    SSLContext context = resume ? kept : context(words);
    kept = context;
    int port = Integer.parseInt(words.get("port"));
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("localhost", port)) {
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.setEnabledProtocols(protocols(words));
      socket.setEnabledCipherSuites(new String[] {words.get("ciphers")});
      socket.startHandshake();
      byte[] id = socket.getSession().getId();
      String facts = facts(socket.getSession(), resume && Arrays.equals(id, keptId));
      keptId = id;
      for (byte[] message : Echo.messages(Integer.parseInt(words.get("bulk")))) {
        socket.getOutputStream().write(message);
        if (!Arrays.equals(message, socket.getInputStream().readNBytes(message.length))) {
          return "failed the echo differs";
        }
      }
      return facts;
    }
  }

  private static String facts(SSLSession session, boolean resumed) {
    String peer = "";
    try {
      peer =
          " peer="
              + ((X509Certificate) session.getPeerCertificates()[0])
                  .getSubjectX500Principal()
                  .getName();
    } catch (SSLPeerUnverifiedException e) {
      // nobody showed a certificate
    }
    return "ok version=%s cipher=%s resumed=%s%s"
        .formatted(session.getProtocol(), session.getCipherSuite(), resumed ? "yes" : "no", peer);
  }

  private static String[] protocols(Map<String, String> words) {
    String version = words.get("version").replace("TLSv1_1", "TLSv1.1");
    return words.containsKey("v2hello")
        ? new String[] {"SSLv2Hello", version}
        : new String[] {version};
  }

  private static SSLContext context(Map<String, String> words) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Files.readAllBytes(Path.of(words.get("ca"))))));
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    KeyStore own = KeyStore.getInstance("PKCS12");
    char[] password = words.getOrDefault("password", "").toCharArray();
    own.load(null, null);
    if (words.containsKey("p12")) {
      own.load(Files.newInputStream(Path.of(words.get("p12"))), password);
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
    keys.init(own, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    context.getServerSessionContext().setSessionTimeout(3600);
    return context;
  }
}
