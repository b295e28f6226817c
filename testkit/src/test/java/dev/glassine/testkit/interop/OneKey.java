package dev.glassine.testkit.interop;

import dev.glassine.core.identity.Credential;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager with one credential, or none, for whatever it is asked for: providers have names of
 * their own for kinds of key.
 */
final class OneKey extends X509ExtendedKeyManager {
  private final @Nullable Credential credential;

  OneKey(@Nullable Credential credential) {
    this.credential = credential;
  }

  private @Nullable String alias() {
    return credential == null ? null : "own";
  }

  /** Whether a name for a kind of key, as providers have them, fits ours. */
  private @Nullable String alias(String keyType) {
    if (credential == null) {
      return null;
    }
    String own = credential.publicKey().getAlgorithm();
    boolean fits =
        switch (own) {
          case "EC" -> keyType.contains("EC") && !keyType.contains("ECDHE_RSA");
          case "RSA", "RSASSA-PSS" -> keyType.contains("RSA");
          default -> keyType.contains("Ed");
        };
    return fits ? "own" : null;
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias();
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias();
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    String alias = alias(keyType);
    return alias == null ? null : new String[] {alias};
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return credential == null ? null : credential.chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return credential == null ? null : credential.key();
  }
}
