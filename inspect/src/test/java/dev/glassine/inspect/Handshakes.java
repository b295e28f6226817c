package dev.glassine.inspect;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One recorded connection of each kind that the views must be able to show. */
final class Handshakes {
  private Handshakes() {}

  /** By name; each as its client and its server saw it. */
  static Map<String, RecordedPair> all() {
    Map<String, RecordedPair> all = new LinkedHashMap<>();
    for (ProtocolVersion version : List.of(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)) {
      String name = version.name();
      all.put(name, complete(version));
      all.put(name + " resumed", resumed(version));
      all.put(name + " with client authentication", mutual(version));
      all.put(name + " refused certificate", refused(version));
    }
    for (ProtocolVersion version :
        List.of(
            ProtocolVersion.TLS_1_1,
            ProtocolVersion.TLS_1_0,
            ProtocolVersion.SSL_3_0,
            ProtocolVersion.SSL_2_0)) {
      all.put(version.name() + " with client authentication", old(version));
    }
    all.put("TLS 1.3 with HelloRetryRequest", retried());
    all.put("TLS 1.3 without a common group", incompatible());
    return all;
  }

  static RecordedPair complete(ProtocolVersion version) {
    RecordedPair recorded =
        RecordedPair.of(RecordedPair.visitor(version), RecordedPair.host(version));
    recorded.pair.send(Side.CLIENT, "ping".getBytes(StandardCharsets.US_ASCII));
    recorded.pair.send(Side.SERVER, new byte[40_000]);
    recorded.pair.client().engine().closeWrite();
    recorded.pair.run();
    recorded.pair.server().engine().closeWrite();
    recorded.pair.run();
    return recorded;
  }

  static RecordedPair resumed(ProtocolVersion version) {
    var visitor = RecordedPair.visitor(version).build();
    var host = RecordedPair.host(version).build();
    new RecordedPair(visitor, host).pair.run();
    RecordedPair second = new RecordedPair(visitor, host);
    second.pair.run();
    return second;
  }

  static RecordedPair mutual(ProtocolVersion version) {
    return RecordedPair.of(
        RecordedPair.visitor(version).credential(RecordedPair.CLIENT),
        RecordedPair.host(version)
            .clientAuthentication(ClientAuthentication.REQUIRED)
            .trust(Trust.of(RecordedPair.CA.certificate())));
  }

  /** With RSA key exchange, as textbooks tell it. */
  static RecordedPair old(ProtocolVersion version) {
    Legacy legacy =
        Legacy.builder()
            .enableTls11Deprecated()
            .enableTls10BrokenByBeast()
            .enableSsl3BrokenByPoodle()
            .enableSsl2BrokenByDrown()
            .enableSmallBlocksBrokenBySweet32()
            .build();
    List<CipherSuite> suites =
        List.of(
            CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA,
            CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5);
    RecordedPair recorded =
        RecordedPair.of(
            RecordedPair.visitor(version)
                .legacy(legacy)
                .suites(suites)
                .allowCbcSuites()
                .allowStaticRsaWithoutForwardSecrecy()
                .credential(RecordedPair.RSA_CLIENT),
            RecordedPair.host(version)
                .legacy(legacy)
                .suites(suites)
                .allowCbcSuites()
                .allowStaticRsaWithoutForwardSecrecy()
                .credential(RecordedPair.RSA_SERVER)
                .clientAuthentication(ClientAuthentication.REQUIRED)
                .trust(Trust.of(RecordedPair.CA.certificate())));
    recorded.pair.send(Side.CLIENT, "ping".getBytes(StandardCharsets.US_ASCII));
    return recorded;
  }

  static RecordedPair refused(ProtocolVersion version) {
    return RecordedPair.of(
        RecordedPair.visitor(version).trust(Trust.of(RecordedPair.OTHER_CA.certificate())),
        RecordedPair.host(version));
  }

  static RecordedPair retried() {
    return RecordedPair.of(
        RecordedPair.visitor(ProtocolVersion.TLS_1_3)
            .groups(List.of(NamedGroup.X25519, NamedGroup.SECP256R1))
            .keyShares(List.of(NamedGroup.X25519)),
        RecordedPair.host(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.SECP256R1)));
  }

  static RecordedPair incompatible() {
    return RecordedPair.of(
        RecordedPair.visitor(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.X25519)),
        RecordedPair.host(ProtocolVersion.TLS_1_3).groups(List.of(NamedGroup.SECP384R1)));
  }
}
