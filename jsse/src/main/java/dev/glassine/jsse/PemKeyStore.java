package dev.glassine.jsse;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * PEM text as a key store, for whatever can only be told a file, a type and a password: with a
 * private key in it, one key entry "key" with its chain; without one, a trusted certificate each,
 * "1", "2" and so on. Read-only; the store's password opens an encrypted key. Not thread-safe until
 * loaded.
 */
@SuppressWarnings("JavaUtilDate") // KeyStoreSpi wants it
final class PemKeyStore extends KeyStoreSpi {
  private static final String KEY_ALIAS = "key";
  private static final int MAX_OCTETS = 16 * 1024 * 1024;

  private @Nullable Credential credential;
  private Map<String, X509Certificate> trusted = Map.of();
  private Date created = new Date(0);

  @Override
  public void engineLoad(@Nullable InputStream stream, char @Nullable [] password)
      throws IOException {
    credential = null;
    trusted = Map.of();
    created = new Date();
    if (stream == null) {
      return;
    }
    String pem = new String(stream.readNBytes(MAX_OCTETS), StandardCharsets.ISO_8859_1);
    try {
      List<X509Certificate> certificates = Pem.certificates(pem);
      if (pem.contains("PRIVATE KEY-----")) {
        PrivateKey key = Pem.privateKey(pem, password);
        // refuses a key that does not belong to the first certificate
        credential = Credentials.of(Credential.of(certificates, key)).list().getFirst();
      } else {
        trusted = new LinkedHashMap<>();
        for (X509Certificate certificate : certificates) {
          trusted.put(String.valueOf(trusted.size() + 1), certificate);
        }
      }
    } catch (IllegalArgumentException e) {
      // What KeyStore.load says of a wrong password, and of anything else
      IOException failure = new IOException(e.getMessage(), e);
      if (String.valueOf(e.getMessage()).contains("password")) {
        failure = new IOException(e.getMessage(), new UnrecoverableKeyException(e.getMessage()));
      }
      throw failure;
    }
  }

  private @Nullable Credential credential(String alias) {
    return KEY_ALIAS.equals(alias) ? credential : null;
  }

  @Override
  public @Nullable Key engineGetKey(String alias, char @Nullable [] password) {
    Credential found = credential(alias);
    return found == null ? null : found.key();
  }

  @Override
  public Certificate @Nullable [] engineGetCertificateChain(String alias) {
    Credential found = credential(alias);
    return found == null ? null : found.chain().toArray(Certificate[]::new);
  }

  @Override
  public @Nullable Certificate engineGetCertificate(String alias) {
    Credential found = credential(alias);
    return found != null ? found.certificate() : trusted.get(alias);
  }

  @Override
  public @Nullable Date engineGetCreationDate(String alias) {
    return engineContainsAlias(alias) ? (Date) created.clone() : null;
  }

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(
        credential != null ? List.of(KEY_ALIAS) : List.copyOf(trusted.keySet()));
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return credential(alias) != null || trusted.containsKey(alias);
  }

  @Override
  public int engineSize() {
    return credential != null ? 1 : trusted.size();
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return credential(alias) != null;
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return trusted.containsKey(alias);
  }

  @Override
  public @Nullable String engineGetCertificateAlias(Certificate certificate) {
    if (credential != null && credential.certificate().equals(certificate)) {
      return KEY_ALIAS;
    }
    for (Map.Entry<String, X509Certificate> entry : trusted.entrySet()) {
      if (entry.getValue().equals(certificate)) {
        return entry.getKey();
      }
    }
    return null;
  }

  private static final String READ_ONLY = "a PEM key store is read-only: change its file instead";

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain)
      throws KeyStoreException {
    throw new KeyStoreException(READ_ONLY);
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
      throws KeyStoreException {
    throw new KeyStoreException(READ_ONLY);
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    throw new KeyStoreException(READ_ONLY);
  }

  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    throw new KeyStoreException(READ_ONLY);
  }

  @Override
  public void engineStore(OutputStream stream, char[] password) throws IOException {
    throw new IOException(READ_ONLY);
  }
}
