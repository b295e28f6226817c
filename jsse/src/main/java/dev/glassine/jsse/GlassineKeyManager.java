package dev.glassine.jsse;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * JSSE's key manager over {@link Credentials}. Connections of Glassine choose among the credentials
 * directly, by server name first; the methods here are for programs, and for other providers.
 * Thread-safe.
 */
final class GlassineKeyManager extends X509ExtendedKeyManager {
  private final Map<String, Credential> byAlias;
  private final @Nullable Credentials credentials;

  /**
   * Of these credentials.
   *
   * @param byAlias in order of preference; may be empty
   */
  GlassineKeyManager(Map<String, Credential> byAlias) {
    this.byAlias = byAlias;
    this.credentials = byAlias.isEmpty() ? null : Credentials.of(List.copyOf(byAlias.values()));
  }

  /** Of these credentials; their aliases are their numbers, from 1 on. */
  GlassineKeyManager(Credentials credentials) {
    this.byAlias = numbered(credentials.list());
    this.credentials = credentials;
  }

  private static Map<String, Credential> numbered(List<Credential> list) {
    Map<String, Credential> numbered = new LinkedHashMap<>();
    for (Credential credential : list) {
      numbered.put(String.valueOf(numbered.size() + 1), credential);
    }
    return numbered;
  }

  /** Null where there are none. */
  @Nullable Credentials credentials() {
    return credentials;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType, issuers);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return aliases(keyType, issuers);
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyTypes, issuers);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(new String[] {keyType}, issuers);
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyTypes, issuers);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(new String[] {keyType}, issuers);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    Credential credential = alias == null ? null : byAlias.get(alias);
    return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    Credential credential = alias == null ? null : byAlias.get(alias);
    return credential == null ? null : credential.key();
  }

  private @Nullable String choose(String @Nullable [] keyTypes, Principal @Nullable [] issuers) {
    if (keyTypes != null) {
      for (String keyType : keyTypes) {
        String[] aliases = aliases(keyType, issuers);
        if (aliases != null) {
          return aliases[0];
        }
      }
    }
    return null;
  }

  private String @Nullable [] aliases(@Nullable String keyType, Principal @Nullable [] issuers) {
    Set<Principal> wanted = issuers == null ? Set.of() : Set.copyOf(Arrays.asList(issuers));
    List<String> aliases =
        byAlias.entrySet().stream()
            .filter(entry -> isOfType(entry.getValue(), keyType))
            .filter(entry -> wanted.isEmpty() || isFrom(entry.getValue(), wanted))
            .map(Map.Entry::getKey)
            .toList();
    return aliases.isEmpty() ? null : aliases.toArray(String[]::new);
  }

  /**
   * Some ask for "EC_RSA", an EC key whose certificate is signed by an RSA key; Bouncy Castle asks
   * for "EC/secp256r1".
   */
  private static boolean isOfType(Credential credential, @Nullable String keyType) {
    if (keyType == null) {
      return false;
    }
    String[] parts = keyType.split("[_/]", 2);
    return KeyTypes.clientAuthentication(credential.certificate()).equals(parts[0])
        && (keyType.indexOf('/') < 0 || isOn(parts[1], credential));
  }

  private static boolean isOn(String curve, Credential credential) {
    return credential.publicKey() instanceof ECKey key
        && curve.equals("secp" + key.getParams().getOrder().bitLength() + "r1");
  }

  private static boolean isFrom(Credential credential, Set<Principal> issuers) {
    return credential.chain().stream()
        .anyMatch(certificate -> issuers.contains(certificate.getIssuerX500Principal()));
  }
}
