package dev.glassine.core.identity;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.Side;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The certificates of one side, and the choice among them. Immutable and thread-safe.
 *
 * <p>A server asks first which are for the name that the client asked for: an exact name before a
 * wildcard (RFC 6066 §3). Where none is, or no name was asked for, all of them stand for election,
 * or by {@link #refusingUnknownNames()} none. Among those it asks which key fits what the peer
 * verifies and, in TLS 1.2, what the cipher suites need; then it prefers a chain whose signatures
 * the peer says it verifies, one from an issuer that the peer names, the signature scheme that the
 * peer puts first, and at last the order given here. A client leaves out every certificate that is
 * from no issuer that the server names (RFC 9846 §4.3.4, RFC 5246 §7.4.4). The choice always says
 * why.
 */
public final class Credentials implements CredentialChooser {
  /** How the choice is made where it is not made as said above. */
  private enum Rule {
    REFUSE_UNKNOWN_NAMES,
    IN_GIVEN_ORDER,
    NEVER_WITHOUT
  }

  private final List<Candidate> candidates;
  private final Set<Rule> rules;

  private Credentials(List<Candidate> candidates, Set<Rule> rules) {
    this.candidates = List.copyOf(candidates);
    this.rules = rules;
  }

  /** One credential, or several in order of preference. */
  public static Credentials of(Credential... credentials) {
    return of(Arrays.asList(credentials));
  }

  /**
   * Several credentials in order of preference; at least one.
   *
   * @throws IllegalArgumentException where there is none, or a key does not belong to its
   *     certificate
   */
  public static Credentials of(List<Credential> credentials) {
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException("at least one credential is needed");
    }
    for (Credential credential : credentials) {
      if (!KeyMatch.belongs(credential.key(), credential.certificate())) {
        throw new IllegalArgumentException(
            mismatch(
                "the private key", credential.key(), "the certificate", credential.certificate()));
      }
    }
    return new Credentials(credentials.stream().map(Candidate::of).toList(), Set.of());
  }

  /**
   * A credential from a PEM file of certificates, own first, and a PEM file with its key, which is
   * not encrypted. See {@link Pem} for the forms.
   */
  public static Credential fromPem(Path certificates, Path key) {
    return fromPem(certificates, key, null);
  }

  /**
   * A credential from a PEM file of certificates, own first, and a PEM file with its key; both may
   * be the same file.
   *
   * @throws IllegalArgumentException where a file does not hold what it should, the password is
   *     wrong, or key and certificate do not belong together
   * @throws UncheckedIOException where a file cannot be read
   */
  public static Credential fromPem(Path certificates, Path key, char @Nullable [] password) {
    List<X509Certificate> chain = Pem.certificates(certificates);
    PrivateKey privateKey = Pem.privateKey(key, password);
    if (KeyMatch.belongs(privateKey, chain.getFirst())) {
      return Credential.of(chain, privateKey);
    }
    String message =
        mismatch(
            "the key in " + key,
            privateKey,
            "the certificate in " + certificates,
            chain.getFirst());
    for (int i = 1; i < chain.size(); i++) {
      if (KeyMatch.belongs(privateKey, chain.get(i))) {
        message += "; it belongs to certificate " + (i + 1) + " there: put that one first";
      }
    }
    throw new IllegalArgumentException(message);
  }

  /**
   * Every private key with its chain in a PKCS #12 file.
   *
   * @throws IllegalArgumentException where the file is none, the password is wrong, or it holds no
   *     private key
   * @throws UncheckedIOException where the file cannot be read
   */
  public static Credentials fromPkcs12(Path file, char[] password) {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      return fromKeyStore(store, password, file.toString());
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (IOException e) {
      if (e.getCause() instanceof GeneralSecurityException) {
        throw new IllegalArgumentException(
            file + ": the password is wrong, or the file is damaged", e);
      }
      throw new IllegalArgumentException(
          file + " is no PKCS #12 file that can be read: " + e.getMessage(), e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          file + " is no PKCS #12 file that can be read: " + e.getMessage(), e);
    }
  }

  /**
   * Every private key with its chain in a key store, in the store's order.
   *
   * @param password of the keys
   * @throws IllegalArgumentException where the password is wrong or there is no private key
   */
  public static Credentials fromKeyStore(KeyStore store, char @Nullable [] password) {
    return fromKeyStore(store, password, "the key store");
  }

  private static Credentials fromKeyStore(
      KeyStore store, char @Nullable [] password, String source) {
    List<Credential> credentials = new ArrayList<>();
    try {
      for (String alias : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getKey(alias, password) instanceof PrivateKey key) {
          credentials.add(
              Credential.of(chain(store.getCertificateChain(alias), alias, source), key));
        }
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          source + ": a key cannot be opened; is the password right?", e);
    }
    if (credentials.isEmpty()) {
      throw new IllegalArgumentException(source + " holds no private key with a certificate");
    }
    return of(credentials);
  }

  private static List<X509Certificate> chain(
      Certificate @Nullable [] certificates, String alias, String source) {
    List<X509Certificate> chain = new ArrayList<>();
    if (certificates != null) {
      for (Certificate certificate : certificates) {
        if (!(certificate instanceof X509Certificate x509)) {
          throw new IllegalArgumentException(
              source + ": the chain of \"" + alias + "\" is not X.509");
        }
        chain.add(x509);
      }
    }
    if (chain.isEmpty()) {
      throw new IllegalArgumentException(source + ": the key \"" + alias + "\" has no certificate");
    }
    return chain;
  }

  /**
   * The same, but a server turns away clients that ask for a name that no certificate here is for
   * ({@link Reason#UNRECOGNIZED_NAME}).
   */
  public Credentials refusingUnknownNames() {
    return with(Rule.REFUSE_UNKNOWN_NAMES);
  }

  /**
   * The same, but the first that fits is presented: neither the name that the client asked for nor
   * what the peer prefers counts, and issuers that the peer names count only for credentials that
   * are {@linkplain Credential#forNamedIssuersOnly for those only}.
   */
  public Credentials inGivenOrder() {
    return with(Rule.IN_GIVEN_ORDER);
  }

  /**
   * The same, but a client that is asked for a certificate gives up where none fits, instead of
   * going on without one.
   */
  public Credentials neverGoingWithout() {
    return with(Rule.NEVER_WITHOUT);
  }

  private Credentials with(Rule rule) {
    Set<Rule> all = EnumSet.of(rule);
    all.addAll(rules);
    return new Credentials(candidates, all);
  }

  /** All of them, in order. */
  public List<Credential> list() {
    return candidates.stream().map(Candidate::credential).toList();
  }

  @Override
  public CredentialChoice choose(CredentialRequest request) {
    return rules.contains(Rule.IN_GIVEN_ORDER)
        ? chooseFirst(request)
        : elect(request, new Election(request, rules.contains(Rule.NEVER_WITHOUT)));
  }

  private CredentialChoice chooseFirst(CredentialRequest request) {
    Election election = new Election(request, rules.contains(Rule.NEVER_WITHOUT));
    for (Candidate candidate : candidates) {
      if (election.considerUnordered(candidate)) {
        break;
      }
    }
    return election.result();
  }

  private CredentialChoice elect(CredentialRequest request, Election election) {
    HostName asked =
        request.side() == Side.SERVER && request.serverName() != null
            ? asked(request.serverName())
            : null;
    boolean known =
        asked != null
            && candidates.stream()
                .anyMatch(candidate -> candidate.nameRank(asked) < Candidate.OTHER_NAME);
    if (request.side() == Side.SERVER
        && request.serverName() != null
        && !known
        && rules.contains(Rule.REFUSE_UNKNOWN_NAMES)) {
      return CredentialChoice.none(
          Reason.UNRECOGNIZED_NAME,
          "client asks for " + request.serverName() + "; certificates here are for " + names());
    }
    for (Candidate candidate : candidates) {
      int rank = asked == null ? Candidate.OTHER_NAME : candidate.nameRank(asked);
      if (known && rank == Candidate.OTHER_NAME) {
        election.skip(candidate, "it is not for " + asked);
      } else {
        election.consider(candidate, rank);
      }
    }
    return election.result();
  }

  private static @Nullable HostName asked(String serverName) {
    try {
      return HostName.of(serverName);
    } catch (IllegalArgumentException e) {
      return null; // nothing can be for such a name
    }
  }

  private String names() {
    List<String> names =
        candidates.stream()
            .flatMap(candidate -> candidate.names().dnsNames().stream())
            .distinct()
            .toList();
    return names.isEmpty()
        ? "no host name"
        : String.join(", ", names.subList(0, Math.min(10, names.size())))
            + (names.size() > 10 ? ", ..." : "");
  }

  private static String mismatch(
      String keyName, PrivateKey key, String certificateName, X509Certificate certificate) {
    return keyName
        + " ("
        + key.getAlgorithm()
        + ") does not belong to "
        + certificateName
        + " ("
        + certificate.getSubjectX500Principal().getName()
        + ", key "
        + KeyKind.of(certificate.getPublicKey()).describe()
        + ")";
  }
}
