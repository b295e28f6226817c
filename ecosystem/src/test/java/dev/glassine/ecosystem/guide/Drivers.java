package dev.glassine.ecosystem.guide;

import dev.glassine.core.identity.Trust;
import dev.glassine.jsse.Glassine;
import dev.glassine.jsse.GlassineProvider;
import dev.glassine.jsse.Identity;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import jakarta.mail.Session;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import javax.net.ssl.SSLContext;

/** The code of {@code docs/guide/drivers.md}. */
public final class Drivers {
  private Drivers() {}

  public static Connection postgreSql(int port, Path authorities) throws SQLException {
    // tag::postgresql[]
    Security.insertProviderAt(new GlassineProvider(), 1);

    Properties settings = new Properties();
    settings.setProperty("sslmode", "verify-full");
    settings.setProperty("sslrootcert", authorities.toString());
    settings.setProperty("user", "owner");
    Connection connection =
        DriverManager.getConnection("jdbc:postgresql://localhost:" + port + "/postgres", settings);
    // end::postgresql[]
    return connection;
  }

  public static RedisClient redis(int port, Path authorities) {
    // tag::redis[]
    Provider glassine =
        Glassine.newContext().identity(Identity.NONE.with(Trust.fromPem(authorities))).provider();
    RedisClient client =
        RedisClient.create(
            RedisURI.builder().withHost("localhost").withPort(port).withSsl(true).build());
    client.setOptions(
        ClientOptions.builder()
            .sslOptions(
                SslOptions.builder()
                    .jdkSslProvider()
                    .sslContext(builder -> builder.sslContextProvider(glassine))
                    .build())
            .build());
    // end::redis[]
    return client;
  }

  static Map<String, Object> kafka(Path trustStore, String password) {
    // tag::kafka[]
    Security.addProvider(new GlassineProvider());

    Map<String, Object> settings = new HashMap<>();
    settings.put("security.protocol", "SSL");
    settings.put("ssl.provider", "Glassine");
    settings.put("ssl.truststore.location", trustStore.toString());
    settings.put("ssl.truststore.password", password);
    // end::kafka[]
    return settings;
  }

  public static Session mail(SSLContext tls) {
    // tag::mail[]
    Properties settings = new Properties();
    settings.put("mail.smtp.starttls.required", "true");
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.ssl.socketFactory", tls.getSocketFactory());
    Session session = Session.getInstance(settings);
    // end::mail[]
    return session;
  }
}
