package dev.glassine.testkit.interop.old;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The conversations that every peer is asked for; each leaves out what it does not have. */
final class OldCases {
  /** Suites of SSL 3.0 and later that old peers have. */
  private static final List<CipherSuite> SUITES =
      Stream.of(
              "RSA_WITH_NULL_MD5",
              "RSA_WITH_NULL_SHA",
              "RSA_WITH_RC4_128_MD5",
              "RSA_WITH_RC4_128_SHA",
              "RSA_WITH_IDEA_CBC_SHA",
              "RSA_WITH_DES_CBC_SHA",
              "RSA_WITH_3DES_EDE_CBC_SHA",
              "RSA_WITH_AES_128_CBC_SHA",
              "RSA_WITH_AES_256_CBC_SHA",
              "DHE_RSA_WITH_DES_CBC_SHA",
              "DHE_RSA_WITH_3DES_EDE_CBC_SHA",
              "DHE_RSA_WITH_AES_128_CBC_SHA",
              "DHE_DSS_WITH_DES_CBC_SHA",
              "DHE_DSS_WITH_3DES_EDE_CBC_SHA",
              "DHE_DSS_WITH_AES_128_CBC_SHA",
              "DH_anon_WITH_RC4_128_MD5",
              "DH_anon_WITH_DES_CBC_SHA",
              "DH_anon_WITH_3DES_EDE_CBC_SHA",
              "DH_anon_WITH_AES_128_CBC_SHA",
              "ECDHE_RSA_WITH_NULL_SHA",
              "ECDHE_RSA_WITH_RC4_128_SHA",
              "ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
              "ECDHE_RSA_WITH_AES_128_CBC_SHA",
              "ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA",
              "ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
              "ECDH_anon_WITH_RC4_128_SHA",
              "ECDH_anon_WITH_AES_128_CBC_SHA")
          .map(OldCases::tls)
          .toList();

  /** Export suites: 40 bits of key under 512 bits of RSA or Diffie-Hellman. */
  private static final List<CipherSuite> EXPORT_SUITES =
      Stream.of(
              "RSA_EXPORT_WITH_RC4_40_MD5",
              "RSA_EXPORT_WITH_RC2_CBC_40_MD5",
              "RSA_EXPORT_WITH_DES40_CBC_SHA",
              "DHE_RSA_EXPORT_WITH_DES40_CBC_SHA",
              "DHE_DSS_EXPORT_WITH_DES40_CBC_SHA",
              "DH_anon_EXPORT_WITH_RC4_40_MD5",
              "DH_anon_EXPORT_WITH_DES40_CBC_SHA")
          .map(OldCases::tls)
          .toList();

  /** A stream, a block, and an ephemeral key: what is tried in every way. */
  private static final List<CipherSuite> USUAL =
      Stream.of("RSA_WITH_RC4_128_SHA", "RSA_WITH_3DES_EDE_CBC_SHA", "DHE_RSA_WITH_AES_128_CBC_SHA")
          .map(OldCases::tls)
          .toList();

  private static final List<CipherSuite> SSL2_KINDS =
      Stream.of(
              "RC4_128",
              "RC4_128_EXPORT40",
              "RC2_128_CBC",
              "RC2_128_CBC_EXPORT40",
              "IDEA_128_CBC",
              "DES_64_CBC",
              "DES_192_EDE3_CBC")
          .map(kind -> suite("SSL_CK_" + kind + "_WITH_MD5"))
          .toList();

  private OldCases() {}

  /** The suites of one version. */
  static List<CipherSuite> suites(ProtocolVersion version) {
    if (version.equals(ProtocolVersion.SSL_2_0)) {
      return SSL2_KINDS;
    }
    // TLS 1.1 took the export suites out (RFC 4346 §A.5)
    return version.equals(ProtocolVersion.TLS_1_1)
        ? SUITES
        : Stream.concat(SUITES.stream(), EXPORT_SUITES.stream()).toList();
  }

  /** Every case of every version, each suite with a resumption after its full handshake. */
  static List<OldCase> all() {
    List<OldCase> cases = new ArrayList<>();
    ssl2(cases);
    for (ProtocolVersion version :
        List.of(ProtocolVersion.SSL_3_0, ProtocolVersion.TLS_1_0, ProtocolVersion.TLS_1_1)) {
      suites(version).forEach(suite -> cases.add(OldCase.of(version, suite).resuming()));
      clientCertificates(version, cases);
      compression(version, cases);
      ssl2Hello(version, cases);
      if (!version.equals(ProtocolVersion.TLS_1_1)) {
        shortKeys(version, cases);
      }
    }
    return cases;
  }

  /** A few of them, which show that a peer's program works. */
  static List<OldCase> sample() {
    return all().stream()
        .filter(
            wanted ->
                wanted.isSsl2()
                    || wanted.version().equals(ProtocolVersion.SSL_3_0)
                        && (wanted.ssl2Hello()
                            || (USUAL.contains(wanted.suite())
                                && wanted.client() != ClientCertificate.GIVEN_DSS)
                            || (wanted.isExport()
                                && wanted.client() == ClientCertificate.NOT_ASKED
                                && !wanted.compressed())))
        .toList();
  }

  private static void ssl2(List<OldCase> cases) {
    ProtocolVersion version = ProtocolVersion.SSL_2_0;
    SSL2_KINDS.forEach(kind -> cases.add(OldCase.of(version, kind).resuming()));
    for (String kind : List.of("RC4_128", "DES_192_EDE3_CBC")) {
      OldCase base = OldCase.of(version, suite("SSL_CK_" + kind + "_WITH_MD5"));
      cases.add(base.with(ClientCertificate.GIVEN).resuming());
      cases.add(base.with(ClientCertificate.WITHHELD));
      cases.add(base.with(ClientCertificate.MISSING));
    }
    cases.add(OldCase.of(version, SSL2_KINDS.getFirst()).with(KeyKind.RSA_1024_WITH_SHA1));
  }

  private static void clientCertificates(ProtocolVersion version, List<OldCase> cases) {
    for (CipherSuite suite : suites(version)) {
      OldCase base = OldCase.of(version, suite);
      if (!base.isAnonymous()) {
        cases.add(base.with(ClientCertificate.GIVEN).resuming());
      }
    }
    for (CipherSuite suite : USUAL) {
      OldCase base = OldCase.of(version, suite);
      cases.add(base.with(ClientCertificate.WITHHELD).resuming());
      cases.add(base.with(ClientCertificate.MISSING));
      cases.add(base.with(ClientCertificate.GIVEN_DSS).resuming());
      if (version.atLeast(ProtocolVersion.TLS_1_0)) {
        // RFC 4492 §5.5: the types of client certificates for it are TLS's
        cases.add(base.with(ClientCertificate.GIVEN_ECDSA).resuming());
      }
    }
  }

  private static void compression(ProtocolVersion version, List<OldCase> cases) {
    boolean all = version.equals(ProtocolVersion.SSL_3_0);
    for (CipherSuite suite : all ? suites(version) : USUAL) {
      cases.add(OldCase.of(version, suite).compressing().resuming());
    }
    cases.add(
        OldCase.of(version, tls("RSA_WITH_RC4_128_SHA"))
            .with(ClientCertificate.GIVEN)
            .compressing()
            .resuming());
  }

  private static void ssl2Hello(ProtocolVersion version, List<OldCase> cases) {
    for (String name : List.of("RSA_WITH_RC4_128_MD5", "RSA_WITH_3DES_EDE_CBC_SHA")) {
      cases.add(OldCase.of(version, tls(name)).helloOfSsl2());
    }
  }

  private static void shortKeys(ProtocolVersion version, List<OldCase> cases) {
    // the certificate's own key is short enough: no temporary key is sent (RFC 2246 §F.1.1.2)
    for (String name : List.of("RC4_40_MD5", "RC2_CBC_40_MD5", "DES40_CBC_SHA")) {
      cases.add(
          OldCase.of(version, tls("RSA_EXPORT_WITH_" + name))
              .with(KeyKind.RSA_512_WITH_MD5)
              .resuming());
    }
    cases.add(OldCase.of(version, tls("RSA_WITH_RC4_128_SHA")).with(KeyKind.RSA_1024_WITH_SHA1));
  }

  private static CipherSuite tls(String name) {
    return suite("TLS_" + name);
  }

  private static CipherSuite suite(String name) {
    return CipherSuite.named(name).orElseThrow(() -> new IllegalArgumentException(name));
  }
}
