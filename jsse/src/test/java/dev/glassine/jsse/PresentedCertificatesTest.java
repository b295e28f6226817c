package dev.glassine.jsse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a server remembers of the certificates that it presented. */
class PresentedCertificatesTest {
  private static final List<X509Certificate> SOME = platform(0);
  private static final List<X509Certificate> OTHERS = platform(1);

  private final PresentedCertificates presented = new PresentedCertificates();

  /** A certificate, whichever, out of those that the JDK trusts. */
  private static List<X509Certificate> platform(int index) {
    Path file = Path.of(System.getProperty("java.home"), "lib", "security", "cacerts");
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(in, null);
      String alias = Collections.list(store.aliases()).get(index);
      return List.of((X509Certificate) store.getCertificate(alias));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void knowsNothingAtFirst() {
    assertThat(presented.find("a.example.test")).isEmpty();
    assertThat(presented.find(null)).isEmpty();
  }

  @Test
  void tellsNamesApartAndKeepsTheLast() {
    presented.note("a.example.test", SOME);
    presented.note(null, OTHERS);
    assertThat(presented.find("a.example.test")).isEqualTo(SOME);
    assertThat(presented.find(null)).isEqualTo(OTHERS);
    presented.note("a.example.test", OTHERS);
    assertThat(presented.find("a.example.test")).isEqualTo(OTHERS);
  }

  @Test
  void doesNotGrowWithTheNamesThatClientsThinkUp() {
    for (int i = 0; i < 3 * PresentedCertificates.MAX_NAMES; i++) {
      presented.note("host-" + i + ".example.test", SOME);
    }
    long known = 0;
    for (int i = 0; i < 3 * PresentedCertificates.MAX_NAMES; i++) {
      known += presented.find("host-" + i + ".example.test").isEmpty() ? 0 : 1;
    }
    assertThat(known).isBetween(1L, (long) PresentedCertificates.MAX_NAMES);
  }
}
