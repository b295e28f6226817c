package dev.glassine.ecosystem;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

/** Tomcat's NIO connector. */
class TomcatTest extends HttpContract {
  @Override
  protected Framework framework() {
    return Framework.of("Tomcat", Tomcat.class, "`Security.insertProviderAt`", Role.SERVER);
  }

  @Override
  protected Service serve(Setup setup, Witness witness) throws Exception {
    Registered glassine = Registered.first(witness);
    Path folder = Files.createTempDirectory(Path.of("target"), "tomcat").toAbsolutePath();
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(folder.toString());
    tomcat.setSilent(true);
    tomcat.setConnector(connector(setup, folder));
    Context application = tomcat.addContext("", null);
    Tomcat.addServlet(application, "answers", new Answers());
    application.addServletMappingDecoded("/*", "answers");
    tomcat.start();
    return Service.at(
        tomcat.getConnector().getLocalPort(),
        () -> {
          tomcat.stop();
          tomcat.destroy();
          glassine.close();
        });
  }

  private static Connector connector(Setup setup, Path folder) throws IOException {
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setSecure(true);
    connector.setScheme("https");
    connector.setProperty("SSLEnabled", "true");
    connector.setProperty("maxKeepAliveRequests", "-1");
    connector.addUpgradeProtocol(new Http2Protocol());
    SSLHostConfig host = new SSLHostConfig();
    host.setProtocols(String.join("+", setup.versions()));
    host.setCertificateVerification(setup.needsClient() ? "required" : "none");
    SSLHostConfigCertificate certificate =
        new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
    certificate.setCertificateKeyFile(Pki.pem(folder, "server", setup.own()).toString());
    certificate.setCertificateFile(folder.resolve("server.pem").toString());
    host.setTrustStore(Pki.trustStore(setup.trusted()));
    host.addCertificate(certificate);
    connector.addSslHostConfig(host);
    return connector;
  }

  private static final class Answers extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      X509Certificate[] chain =
          (X509Certificate[]) request.getAttribute("jakarta.servlet.request.X509Certificate");
      String client = chain == null ? "stranger" : chain[0].getSubjectX500Principal().getName();
      HttpAnswers.answer(
          request.getPathInfo(),
          client,
          request.getInputStream(),
          length -> {
            response.setContentLengthLong(length);
            return response.getOutputStream();
          });
    }
  }
}
