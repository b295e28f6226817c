package dev.glassine.jsse;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialChooser;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.X509KeyManager;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a certificate through a JSSE key manager, on behalf of one connection. What the manager
 * chooses is taken unless it cannot do what is asked of it; every such case is told in the choice.
 * One thread at a time.
 */
final class KeyManagerChooser implements CredentialChooser {
  private final X509KeyManager manager;
  private final Endpoint endpoint;
  private final KnownCredentials known;
  private final List<String> passedOver = new ArrayList<>();

  KeyManagerChooser(X509KeyManager manager, Endpoint endpoint, KnownCredentials known) {
    this.manager = manager;
    this.endpoint = endpoint;
    this.known = known;
  }

  @Override
  public CredentialChoice choose(CredentialRequest request) {
    if (manager instanceof GlassineKeyManager ours && ours.credentials() != null) {
      return ours.credentials().choose(request);
    }
    List<String> types = KeyTypes.wanted(request);
    Principal[] issuers = principals(request.authorities());
    if (request.side() == Side.CLIENT && types.size() > 1) {
      CredentialChoice choice = ask(request, types, issuers);
      if (choice != null) {
        return choice;
      }
    }
    for (String type : types) {
      CredentialChoice choice = ask(request, List.of(type), issuers);
      if (choice != null) {
        return choice;
      }
    }
    return none(request, types);
  }

  private @Nullable CredentialChoice ask(
      CredentialRequest request, List<String> types, Principal @Nullable [] issuers) {
    String alias =
        request.side() == Side.SERVER
            ? endpoint.chooseServerAlias(manager, types.getFirst())
            : endpoint.chooseClientAlias(manager, types.toArray(String[]::new), issuers);
    if (alias == null) {
      return null;
    }
    PrivateKey key = manager.getPrivateKey(alias);
    X509Certificate[] chain = manager.getCertificateChain(alias);
    if (key == null || chain == null || chain.length == 0) {
      passedOver.add(
          "it chose alias \"" + alias + "\" and then had no " + missing(key) + " for it");
      return null;
    }
    CredentialChoice fit = fit(known.of(key, chain), request);
    Credential credential = fit.credential();
    if (credential == null) {
      passedOver.add("it chose alias \"" + alias + "\", but " + fit.why());
      return null;
    }
    return CredentialChoice.of(credential, name() + " chose alias \"" + alias + "\" for " + types);
  }

  /** Whether the credential can do what is asked; whose issuers to heed is the manager's affair. */
  private static CredentialChoice fit(Credentials one, CredentialRequest request) {
    return one.choose(
        new CredentialRequest(
            request.side(),
            request.version(),
            request.serverName(),
            request.signatureSchemes(),
            request.certificateSchemes(),
            request.authentications(),
            List.of()));
  }

  private CredentialChoice none(CredentialRequest request, List<String> types) {
    StringBuilder why = new StringBuilder(name());
    if (passedOver.isEmpty()) {
      why.append(" has no key of type ").append(types);
      if (request.side() == Side.CLIENT && !request.authorities().isEmpty()) {
        why.append(" from one of the ")
            .append(request.authorities().size())
            .append(" issuers that the server named");
      }
    } else {
      why.append(": ").append(String.join("; ", passedOver));
    }
    return request.side() == Side.SERVER
        ? CredentialChoice.none(Reason.NO_COMMON_CERTIFICATE, why.toString())
        : new CredentialChoice(null, why.toString(), null);
  }

  private String name() {
    return "key manager " + manager.getClass().getName();
  }

  private static String missing(@Nullable PrivateKey key) {
    return key == null ? "private key" : "certificate chain";
  }

  private static Principal @Nullable [] principals(List<Bytes> authorities) {
    if (authorities.isEmpty()) {
      return null;
    }
    List<Principal> principals = new ArrayList<>();
    for (Bytes authority : authorities) {
      try {
        principals.add(new X500Principal(authority.toArray()));
      } catch (IllegalArgumentException e) {
        // no name that anybody could have a certificate from
      }
    }
    return principals.toArray(Principal[]::new);
  }

  /**
   * The credentials that a key manager's aliases stood for, so that the same chain is not encoded
   * and read anew for each connection. Aliases do not tell them apart: the JDK's manager makes up a
   * new one each time. Thread-safe.
   */
  static final class KnownCredentials {
    private static final int MAX_KEPT = 1024;

    private record Known(PrivateKey key, X509Certificate[] chain, Credentials credentials) {
      boolean is(PrivateKey otherKey, X509Certificate[] otherChain) {
        return key.equals(otherKey) && Arrays.equals(chain, otherChain);
      }
    }

    private final ConcurrentHashMap<X509Certificate, Known> byCertificate =
        new ConcurrentHashMap<>();

    /**
     * The credential, alone.
     *
     * @throws IllegalArgumentException where the key does not belong to the certificate
     */
    Credentials of(PrivateKey key, X509Certificate[] chain) {
      Known known = byCertificate.get(chain[0]);
      if (known != null && known.is(key, chain)) {
        return known.credentials();
      }
      Credentials made = Credentials.of(Credential.of(List.of(chain), key));
      if (byCertificate.size() >= MAX_KEPT) {
        byCertificate.clear();
      }
      byCertificate.put(chain[0], new Known(key, chain.clone(), made));
      return made;
    }
  }
}
