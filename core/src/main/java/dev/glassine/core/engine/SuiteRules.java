package dev.glassine.core.engine;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.handshake.LegacyModule;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.KeyExchangeMethod;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Standing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which cipher suites a configuration enables: those that were named or else the defaults of its
 * versions, without what nobody asked for by the call that names its weakness.
 *
 * @param cbc whether suites with CBC are let in
 * @param staticRsa whether suites without forward secrecy are
 */
record SuiteRules(
    CryptoProvider crypto,
    Legacy legacy,
    List<ProtocolVersion> versions,
    boolean cbc,
    boolean staticRsa) {
  /** Versions before TLS 1.2 have little but CBC and static RSA, and so let them in. */
  static SuiteRules of(
      CryptoProvider crypto,
      Legacy legacy,
      List<ProtocolVersion> versions,
      boolean cbc,
      boolean staticRsa) {
    boolean old = versions.stream().anyMatch(version -> Danger.of(version) != null);
    return new SuiteRules(crypto, legacy, versions, cbc || old, staticRsa || old);
  }

  /**
   * In order of preference, as far as the provider can do them and a version uses them.
   *
   * @param named null for the defaults
   * @throws IllegalArgumentException where one may not be enabled, with the call that would let it
   *     in
   */
  List<CipherSuite> enabled(@Nullable List<CipherSuite> named) {
    List<CipherSuite> wanted = named != null ? named : defaults();
    wanted.forEach(this::check);
    return wanted.stream()
        .filter(crypto::supports)
        .filter(suite -> versions.stream().anyMatch(suite::usableIn))
        .distinct()
        .toList();
  }

  private List<CipherSuite> defaults() {
    List<CipherSuite> wanted = new ArrayList<>(Defaults.SUITES);
    if (cbc) {
      wanted.addAll(Defaults.CBC_SUITES);
    }
    if (staticRsa) {
      wanted.addAll(Defaults.STATIC_RSA_SUITES);
    }
    if (cbc && staticRsa) {
      wanted.addAll(Defaults.STATIC_RSA_CBC_SUITES);
    }
    if (!legacy.isNone()) {
      LegacyModule.find().suites().stream()
          .filter(legacy::allows)
          .filter(suite -> cbc || suite.cipher().kind() != BulkCipher.Kind.BLOCK)
          .filter(suite -> staticRsa || suite.keyExchange() != KeyExchangeMethod.RSA)
          .forEach(wanted::add);
    }
    return wanted;
  }

  private void check(CipherSuite suite) {
    if (suite.keyExchange() == KeyExchangeMethod.RSA && !staticRsa) {
      throw new IllegalArgumentException(
          suite
              + " has no forward secrecy: call allowStaticRsaWithoutForwardSecrecy() as well, or drop it");
    }
    if (suite.cipher().kind() == BulkCipher.Kind.BLOCK && !cbc) {
      throw new IllegalArgumentException(
          suite + " uses CBC: call allowCbcSuites() as well, or drop it");
    }
    if (suite.standing() == Standing.NAMED_ONLY || suite.standing() == Standing.UNKNOWN) {
      throw new IllegalArgumentException(
          suite + " cannot be spoken (" + suite.standing() + "): Glassine knows its name only");
    }
    if (suite.standing() == Standing.BROKEN && (legacy.isNone() || !legacy.allows(suite))) {
      throw new IllegalArgumentException(
          suite + " is broken: legacy(...) lets it in, by the calls for " + Danger.of(suite));
    }
  }
}
