package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.jsse.GlassineProvider;
import dev.glassine.jsse.PemParameters;
import dev.glassine.testkit.PemFiles;
import dev.glassine.testkit.TransportShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Provider;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PEM files where JSSE wants managers or a key store: no keytool. */
class PemTest {
  private static final Provider GLASSINE = new GlassineProvider();

  @TempDir Path folder;
  private Path chain;
  private Path key;
  private Path trust;

  @BeforeEach
  void write() throws Exception {
    chain = PemFiles.certificates(folder.resolve("chain.pem"), Jsse.SERVER.chain());
    key = PemFiles.key(folder.resolve("key.pem"), Jsse.SERVER);
    trust = PemFiles.certificates(folder.resolve("trust.pem"), List.of(Jsse.CA.certificate()));
  }

  private static KeyManagerFactory keys() throws Exception {
    return KeyManagerFactory.getInstance("PEM", GLASSINE);
  }

  private static TrustManagerFactory trusts() throws Exception {
    return TrustManagerFactory.getInstance("PEM", GLASSINE);
  }

  private static KeyStore store() throws Exception {
    return KeyStore.getInstance("PEM", GLASSINE);
  }

  private KeyStore load(Path... files) throws Exception {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append(Files.readString(file));
    }
    KeyStore store = store();
    store.load(new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.US_ASCII)), null);
    return store;
  }

  @ParameterizedTest
  @EnumSource(
      value = Jsse.class,
      names = {"GLASSINE", "SUN"})
  void makesManagersOfFiles(Jsse jsse) throws Exception {
    KeyManagerFactory keys = keys();
    keys.init(PemParameters.key(chain, key));
    TrustManagerFactory trusts = trusts();
    trusts.init(PemParameters.trust(trust));
    SSLContext server = jsse.context(keys.getKeyManagers(), trusts.getTrustManagers());
    SSLContext client = jsse.context(null, trusts.getTrustManagers());
    SslEnginePair.of(client, server, TransportShape.COALESCED).handshake();
  }

  @ParameterizedTest
  @EnumSource(
      value = Jsse.class,
      names = {"GLASSINE", "SUN"})
  void standsInForAKeyStore(Jsse jsse) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX", "SunJSSE");
    keys.init(load(chain, key), "whatever".toCharArray());
    TrustManagerFactory trusts = TrustManagerFactory.getInstance("PKIX", "SunJSSE");
    trusts.init(load(trust));
    SSLContext server = jsse.context(keys.getKeyManagers(), trusts.getTrustManagers());
    SSLContext client = jsse.context(null, trusts.getTrustManagers());
    SslEnginePair.of(client, server, TransportShape.COALESCED).handshake();
  }

  @Test
  void showsTheEntriesOfAKeyStore() throws Exception {
    KeyStore own = load(key, chain);
    assertThat(Collections.list(own.aliases())).containsExactly("key");
    assertThat(own.isKeyEntry("key")).isTrue();
    assertThat(own.isCertificateEntry("key")).isFalse();
    assertThat(own.getCertificateChain("key")).hasSize(Jsse.SERVER.chain().size());
    assertThat(own.getCertificateAlias(Jsse.SERVER.certificate())).isEqualTo("key");
    assertThat(own.getCreationDate("key")).isNotNull();
    KeyStore trusted = load(trust, chain);
    assertThat(trusted.size()).isEqualTo(1 + Jsse.SERVER.chain().size());
    assertThat(trusted.isCertificateEntry("1")).isTrue();
    assertThat(trusted.getKey("1", null)).isNull();
    assertThat(trusted.getCertificateAlias(Jsse.CA.certificate())).isEqualTo("1");
    assertThat(trusted.getCreationDate("none")).isNull();
    KeyStore empty = store();
    empty.load((InputStream) null, null);
    assertThat(empty.size()).isZero();
  }

  @Test
  void isReadOnlyAsAKeyStore() throws Exception {
    KeyStore store = load(chain, key);
    assertThatThrownBy(() -> store.deleteEntry("key"))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("read-only");
    assertThatThrownBy(() -> store.setCertificateEntry("x", Jsse.CA.certificate()))
        .isInstanceOf(KeyStoreException.class);
  }

  @Test
  void saysWhatAFileLacks() throws Exception {
    assertThatThrownBy(() -> keys().init(PemParameters.key(trust, key)))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining("does not belong to");
    assertThatThrownBy(() -> keys().init(PemParameters.key(chain, chain)))
        .hasMessageContaining("a private key was expected");
    assertThatThrownBy(() -> keys().init(PemParameters.key(chain, folder.resolve("none.pem"))))
        .hasMessageContaining("none.pem");
    assertThatThrownBy(() -> trusts().init(PemParameters.trust(key)))
        .hasMessageContaining("a certificate was expected");
    assertThatThrownBy(() -> load(trust, key))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not belong to");
  }

  @Test
  void saysHowItWantsToBeInitialised() throws Exception {
    assertThatThrownBy(() -> keys().init(null, null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("PemParameters.key");
    assertThatThrownBy(() -> trusts().init((KeyStore) null))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("PemParameters.trust");
    assertThatThrownBy(() -> keys().init(PemParameters.trust(trust)))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    KeyManagerFactory unready = keys();
    assertThatIllegalStateException().isThrownBy(unready::getKeyManagers);
    TrustManagerFactory unreadyTrust = trusts();
    assertThatIllegalStateException().isThrownBy(unreadyTrust::getTrustManagers);
  }
}
