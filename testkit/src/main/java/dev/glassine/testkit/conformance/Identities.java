package dev.glassine.testkit.conformance;

import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.identity.CredentialChooser;
import dev.glassine.core.identity.CredentialRequest;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Pem;
import dev.glassine.core.registry.SignatureScheme;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of one side, in the order in which the flags name them, and which one was chosen.
 * One owner thread; what was read from files is shared.
 */
final class Identities implements CredentialChooser {
  private static final Map<List<Path>, Credential> LOADED = new ConcurrentHashMap<>();

  /** What the flags mean by the credential that is described outside of all others. */
  private static final int THE_DEFAULT = -1;

  private final List<Credential> credentials = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private int chosen = THE_DEFAULT;

  Identities(Settings settings) {
    List<Settings> all = settings.credentials();
    for (int i = 0; i < all.size(); i++) {
      add(all.get(i), settings, i);
    }
    add(settings, settings, THE_DEFAULT);
  }

  private void add(Settings described, Settings settings, int number) {
    if (!described.has("cert-file") || !described.has("key-file")) {
      return;
    }
    List<SignatureScheme> schemes = Offer.signed(described);
    Credential credential =
        load(Path.of(described.text("cert-file", "")), Path.of(described.text("key-file", "")));
    if (described.has("ocsp-response") && !settings.has("decline-ocsp-callback")) {
      credential = credential.withOcspResponse(described.octets("ocsp-response"));
    }
    if (described.has("must-match-issuer")) {
      credential = credential.forNamedIssuersOnly();
    }
    credentials.add(credential.withSigningSchemes(schemes));
    numbers.add(number);
  }

  private static Credential load(Path certificates, Path key) {
    try {
      return LOADED.computeIfAbsent(
          List.of(certificates, key), _ -> Credentials.fromPem(certificates, key));
    } catch (IllegalArgumentException e) {
      if (String.valueOf(e.getMessage()).contains("holds a key of algorithm")) {
        throw new Refused("not yet: keys of a kind that the engine does not know (ML-DSA)");
      }
      throw e;
    }
  }

  /** Certificates of a file, own first. */
  static List<X509Certificate> certificates(String file) {
    return Pem.certificates(Path.of(file));
  }

  boolean isEmpty() {
    return credentials.isEmpty();
  }

  /** The number of the credential that was chosen, -1 for the default one or none. */
  int chosen() {
    return chosen;
  }

  /** All of them, of which the first that fits is presented. */
  Credentials inOrder() {
    return Credentials.of(credentials).inGivenOrder().neverGoingWithout();
  }

  @Override
  public CredentialChoice choose(CredentialRequest request) {
    CredentialChoice choice = inOrder().choose(request);
    @Nullable Credential credential = choice.credential();
    if (credential != null) {
      for (int i = 0; i < credentials.size(); i++) {
        if (credentials.get(i) == credential) {
          chosen = numbers.get(i);
        }
      }
    }
    return choice;
  }
}
