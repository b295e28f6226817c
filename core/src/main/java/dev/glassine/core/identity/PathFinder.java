package dev.glassine.core.identity;

import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Finds the paths that names allow from the peer's certificate to an anchor, among the certificates
 * that the peer sent in any order (RFC 9846 §4.5.1 allows superfluous and unordered ones). Whether
 * a path holds is the JDK's PKIX validator's to say; this only puts candidates before it, the
 * likely first, and bounds how many: a peer could otherwise send certificates of one name and have
 * every order of them tried.
 */
final class PathFinder {
  static final int MAX_PATHS = 16;
  private static final int MAX_STEPS = 1000;
  private static final String AUTHORITY_KEY_IDENTIFIER = "2.5.29.35";
  private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";

  private final Anchors anchors;
  private final List<X509Certificate> presented;
  private final int maxLength;
  private final List<CandidatePath> found = new ArrayList<>();
  private int steps;

  private PathFinder(Anchors anchors, List<X509Certificate> presented, int maxLength) {
    this.anchors = anchors;
    this.presented = List.copyOf(new LinkedHashSet<>(presented));
    this.maxLength = maxLength;
  }

  /**
   * The candidates, likely ones first; {@code maxLength} bounds the certificates of a path, without
   * its anchor.
   */
  static List<CandidatePath> find(Anchors anchors, List<X509Certificate> presented, int maxLength) {
    PathFinder finder = new PathFinder(anchors, presented, maxLength);
    Deque<X509Certificate> path = new ArrayDeque<>();
    path.addLast(presented.getFirst());
    finder.extend(path);
    return List.copyOf(finder.found);
  }

  /**
   * The name that nobody presented or trusted a certificate for, walking up from the peer's
   * certificate; its own where it is self-issued.
   */
  static X500Principal missingIssuer(List<X509Certificate> presented) {
    X509Certificate top = presented.getFirst();
    Set<X509Certificate> seen = new LinkedHashSet<>();
    while (seen.add(top)) {
      X500Principal issuer = top.getIssuerX500Principal();
      X509Certificate next =
          presented.stream()
              .filter(
                  certificate ->
                      certificate.getSubjectX500Principal().equals(issuer)
                          && !seen.contains(certificate))
              .findFirst()
              .orElse(null);
      if (next == null) {
        return issuer;
      }
      top = next;
    }
    return top.getIssuerX500Principal();
  }

  private void extend(Deque<X509Certificate> path) {
    X509Certificate last = path.getLast();
    for (X509Certificate anchor : likelyFirst(last, anchors.named(last.getIssuerX500Principal()))) {
      if (found.size() < MAX_PATHS) {
        found.add(new CandidatePath(List.copyOf(path), anchor));
      }
    }
    if (path.size() >= maxLength) {
      return;
    }
    List<X509Certificate> issuers =
        presented.stream()
            .filter(
                issuer -> issuer.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
            .filter(issuer -> !path.contains(issuer) && !anchors.contains(issuer))
            .toList();
    for (X509Certificate issuer : likelyFirst(last, issuers)) {
      if (found.size() >= MAX_PATHS || ++steps > MAX_STEPS) {
        return;
      }
      path.addLast(issuer);
      extend(path);
      path.removeLast();
    }
  }

  /**
   * RFC 5280 §4.2.1.1: the key identifiers tell apart issuers of one name; they are a hint, so the
   * others only come later.
   */
  private static List<X509Certificate> likelyFirst(
      X509Certificate subject, List<X509Certificate> issuers) {
    if (issuers.size() < 2) {
      return issuers;
    }
    byte[] wanted = authorityKey(subject);
    return issuers.stream()
        .sorted(Comparator.comparingInt(issuer -> unlikeliness(wanted, subjectKey(issuer))))
        .toList();
  }

  private static int unlikeliness(byte[] wanted, byte[] offered) {
    if (wanted.length == 0 || offered.length == 0) {
      return 1;
    }
    return Arrays.equals(wanted, offered) ? 0 : 2;
  }

  private static byte[] authorityKey(X509Certificate certificate) {
    try {
      byte[] extension = certificate.getExtensionValue(AUTHORITY_KEY_IDENTIFIER);
      if (extension != null) {
        DerReader identifier =
            new DerReader(new DerReader(extension).content(Der.OCTET_STRING)).enter(Der.SEQUENCE);
        return identifier.tag() == 0x80 ? identifier.content(0x80) : new byte[0];
      }
    } catch (DerReader.Invalid e) {
      // a damaged hint is no hint
    }
    return new byte[0];
  }

  private static byte[] subjectKey(X509Certificate certificate) {
    try {
      byte[] extension = certificate.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
      if (extension != null) {
        return new DerReader(new DerReader(extension).content(Der.OCTET_STRING))
            .content(Der.OCTET_STRING);
      }
    } catch (DerReader.Invalid e) {
      // a damaged hint is no hint
    }
    return new byte[0];
  }
}
