package dev.glassine.testkit.interop;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;
import java.util.ArrayList;
import java.util.List;

/** The cells that every peer is asked for; each peer leaves out what it does not have. */
final class Cases {
  private Cases() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    tls13(cases);
    tls12(cases);
    before12(cases, ProtocolVersion.TLS_1_1);
    before12(cases, ProtocolVersion.TLS_1_0);
    return cases;
  }

  /** What modern peers still have of the old versions; old peers are asked for more elsewhere. */
  private static void before12(List<Case> cases, ProtocolVersion version) {
    CipherSuite usual = suite("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA");
    Case base = Case.plain(version, usual, NamedGroup.SECP256R1, KeyKind.ECDSA_P256);
    cases.add(base);
    cases.add(Case.plain(version, usual, NamedGroup.X25519, KeyKind.ECDSA_P256));
    for (String name :
        List.of(
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_DHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA")) {
      NamedGroup group = name.startsWith("TLS_DHE") ? NamedGroup.FFDHE2048 : NamedGroup.SECP256R1;
      cases.add(Case.plain(version, suite(name), group, KeyKind.RSA_2048));
    }
    cases.add(base.authenticated());
    cases.add(base.resumed());
    cases.add(base.authenticated().resumed());
  }

  private static void tls13(List<Case> cases) {
    ProtocolVersion version = ProtocolVersion.TLS_1_3;
    CipherSuite usual = CipherSuite.TLS_AES_128_GCM_SHA256;
    for (CipherSuite suite :
        List.of(
            usual,
            CipherSuite.TLS_AES_256_GCM_SHA384,
            CipherSuite.TLS_CHACHA20_POLY1305_SHA256,
            suite("TLS_AES_128_CCM_SHA256"))) {
      cases.add(Case.plain(version, suite, NamedGroup.X25519, KeyKind.ECDSA_P256));
    }
    for (NamedGroup group :
        List.of(
            NamedGroup.SECP256R1,
            NamedGroup.SECP384R1,
            NamedGroup.SECP521R1,
            NamedGroup.X448,
            NamedGroup.FFDHE2048,
            NamedGroup.X25519_MLKEM768,
            NamedGroup.SECP256R1_MLKEM768,
            NamedGroup.SECP384R1_MLKEM1024)) {
      cases.add(Case.plain(version, usual, group, KeyKind.ECDSA_P256));
    }
    for (KeyKind kind :
        List.of(
            KeyKind.RSA_2048,
            KeyKind.RSA_PSS_2048,
            KeyKind.ECDSA_P384,
            KeyKind.ECDSA_P521,
            KeyKind.ED25519,
            KeyKind.ED448)) {
      cases.add(Case.plain(version, usual, NamedGroup.X25519, kind));
    }
    Case base = Case.plain(version, usual, NamedGroup.X25519, KeyKind.ECDSA_P256);
    cases.add(base.authenticated());
    cases.add(Case.plain(version, usual, NamedGroup.X25519, KeyKind.RSA_2048).authenticated());
    cases.add(base.resumed());
    cases.add(base.authenticated().resumed());
    cases.add(
        Case.plain(
                version, CipherSuite.TLS_AES_256_GCM_SHA384, NamedGroup.X25519, KeyKind.ECDSA_P256)
            .resumed());
    cases.add(Case.plain(version, usual, NamedGroup.SECP384R1, KeyKind.ECDSA_P256).retried());
    cases.add(
        Case.plain(
                version,
                CipherSuite.TLS_AES_256_GCM_SHA384,
                NamedGroup.SECP384R1,
                KeyKind.ECDSA_P256)
            .retried()
            .resumed());
  }

  private static void tls12(List<Case> cases) {
    ProtocolVersion version = ProtocolVersion.TLS_1_2;
    for (String name :
        List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384")) {
      cases.add(Case.plain(version, suite(name), NamedGroup.SECP256R1, KeyKind.ECDSA_P256));
    }
    for (String name :
        List.of(
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_CBC_SHA")) {
      NamedGroup group = name.startsWith("TLS_DHE") ? NamedGroup.FFDHE2048 : NamedGroup.X25519;
      cases.add(Case.plain(version, suite(name), group, KeyKind.RSA_2048));
    }
    CipherSuite usual = suite("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    for (NamedGroup group :
        List.of(NamedGroup.X25519, NamedGroup.SECP384R1, NamedGroup.SECP521R1, NamedGroup.X448)) {
      cases.add(Case.plain(version, usual, group, KeyKind.ECDSA_P256));
    }
    cases.add(Case.plain(version, usual, NamedGroup.SECP256R1, KeyKind.ED25519));
    Case base = Case.plain(version, usual, NamedGroup.SECP256R1, KeyKind.ECDSA_P256);
    cases.add(base.authenticated());
    cases.add(base.resumed());
    cases.add(base.authenticated().resumed());
  }

  static CipherSuite suite(String name) {
    return CipherSuite.named(name).orElseThrow();
  }
}
