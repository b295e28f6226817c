package dev.glassine.ecosystem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.ecosystem.guide.Clients;
import dev.glassine.ecosystem.guide.Drivers;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jakarta Mail (Angus), which upgrades a plain connection by STARTTLS (RFC 3207). */
class MailTest extends DropInContract {
  @Override
  protected Framework framework() {
    return Framework.of(
            "Angus Mail", SMTPTransport.class, "`mail.smtp.ssl.socketFactory`", Role.CLIENT)
        .hasNo(Ability.RECEIVE_MUCH)
        .hasNo(Ability.HALF_CLOSE)
        .hasNo(Ability.NOTICE_TRUNCATION)
        .hasNo(Ability.HTTP_2);
  }

  @Override
  protected Service counterpart(Setup setup) throws Exception {
    return new StartTlsServer(setup);
  }

  @Override
  protected Service serve(Setup setup, Witness witness) {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client visitor(Setup setup) {
    throw new UnsupportedOperationException("not a server");
  }

  @Override
  protected Client client(Setup setup, Witness witness) {
    SSLSocketFactory sockets = setup.glassine(witness).getSocketFactory();
    Properties settings = new Properties();
    settings.put("mail.smtp.starttls.required", "true");
    settings.put("mail.smtp.ssl.socketFactory", sockets);
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.ssl.protocols", String.join(" ", setup.versions()));
    settings.put("mail.smtp.timeout", "40000");
    settings.put("mail.smtp.localhost", "client.example.test");
    return port -> new Smtp(Session.getInstance(settings), port);
  }

  @Test
  void runsTheCodeOfTheGuide(@TempDir Path folder) throws Exception {
    SSLContext tls = Clients.context(Pki.pem(folder, "authorities", Pki.CA));
    try (Service server = new StartTlsServer(Setup.server());
        Smtp mail = new Smtp(Drivers.mail(tls), server.port())) {
      assertThat(mail.greet()).isEqualTo("hello stranger");
    }
  }

  private static final class Smtp implements Dialogue {
    private final Session session;
    private final SMTPTransport transport;

    Smtp(Session session, int port) throws Exception {
      this.session = session;
      transport = (SMTPTransport) session.getTransport("smtp");
      transport.connect("localhost", port, null, null);
    }

    private String command(String command) throws Exception {
      transport.issueCommand(command, 250);
      return transport.getLastServerResponse().substring(4).strip();
    }

    @Override
    public String greet() throws Exception {
      return command("XWHO");
    }

    @Override
    public String echo(String message) throws Exception {
      return command("XECHO " + message);
    }

    @Override
    public String upload(long octets) throws Exception {
      MimeMessage message = new MimeMessage(session);
      message.setFrom(new InternetAddress("from@example.test"));
      message.setRecipient(Message.RecipientType.TO, new InternetAddress("to@example.test"));
      message.setDataHandler(new DataHandler(new Attachment(octets)));
      message.setHeader("Content-Transfer-Encoding", "base64");
      message.saveChanges();
      transport.sendMessage(message, message.getAllRecipients());
      return transport.getLastServerResponse().substring(4).strip();
    }

    @Override
    public String download(long octets) {
      throw new UnsupportedOperationException("mail is not fetched by SMTP");
    }

    @Override
    public void close() throws Exception {
      transport.close();
    }
  }

  private record Attachment(long octets) implements DataSource {
    @Override
    public InputStream getInputStream() {
      return Payload.of(octets);
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
      throw new IOException("read only");
    }

    @Override
    public String getContentType() {
      return "application/octet-stream";
    }

    @Override
    public String getName() {
      return "payload";
    }
  }
}
