package dev.glassine.cli;

import dev.glassine.core.engine.Danger;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What {@code serve} and {@code connect} let in although it is broken, each by an option. */
final class LegacyOptions {
  private static final String EXPORT = "--allow-export-anonymous-and-null-suites";
  private static final String COMPRESSION = "--allow-compression-broken-by-crime";
  private static final String CERTIFICATES = "--allow-weak-certificates";

  @Option(
      names = "--legacy",
      paramLabel = "VERSION",
      converter = OldVersion.Converter.class,
      description =
          "Speak this broken version too, and all that are newer, with the cipher suites of their time: ${COMPLETION-CANDIDATES}.")
  private @Nullable OldVersion oldest;

  @Option(
      names = EXPORT,
      description =
          "With --legacy: also suites with keys of 40 and 56 bits, suites that authenticate NOBODY, and suites that encrypt NOTHING.")
  private boolean exportAnonymousAndNull;

  @Option(
      names = COMPRESSION,
      description = "With --legacy: compress what is sent. Leaves TLS 1.3 out of a client's offer.")
  private boolean compression;

  @Option(
      names = CERTIFICATES,
      description =
          "Accept certificates of the peer that anybody could forge: MD5 and SHA-1, RSA and DSA keys from 512 bits; and a host named in the common name only.")
  private boolean weakCertificates;

  /** Whether a broken version or suite is asked for. */
  boolean isOn() {
    return oldest != null;
  }

  /** Whether peers are about who know no more than SSL, and so hardly SHA-256. */
  boolean reachesSsl() {
    return oldest == OldVersion.SSL_3_0 || oldest == OldVersion.SSL_2_0;
  }

  /** What is let in for this side; nothing without {@code --legacy}. */
  Legacy legacy(CommandSpec spec, Side side) {
    if (oldest == null) {
      if (exportAnonymousAndNull || compression) {
        throw new ParameterException(
            spec.commandLine(),
            (compression ? COMPRESSION : EXPORT) + " goes with --legacy VERSION");
      }
      return Legacy.NONE;
    }
    Legacy.Builder doors = Legacy.builder().enableBrokenSuitesOfTheNineties();
    oldest.open(doors);
    if (reachesSsl() && side == Side.SERVER) {
      doors.acceptSsl2HelloWithoutExtensions();
    }
    if (exportAnonymousAndNull) {
      openExportAnonymousAndNull(doors);
    }
    if (compression) {
      doors.enableCompressionBrokenByCrime();
    }
    return doors.build();
  }

  /** Every door there is, compression apart, which a client cannot have beside TLS 1.3. */
  static Legacy everything() {
    Legacy.Builder doors = Legacy.builder().enableBrokenSuitesOfTheNineties();
    OldVersion.SSL_2_0.open(doors);
    openExportAnonymousAndNull(doors);
    return doors.build();
  }

  private static void openExportAnonymousAndNull(Legacy.Builder doors) {
    doors
        .enableExportBrokenByFreakAndLogjam()
        .enableWeakDiffieHellmanBrokenByLogjam(512)
        .enableAnonymousSuitesThatAuthenticateNobody()
        .enableNullCiphersThatEncryptNothing();
  }

  /**
   * Lets it in, with what peers of that time lack: suites with forward secrecy, and RFC 5746.
   * Nothing without {@code --legacy}.
   */
  void apply(TlsConfig.Builder<?> builder, Legacy legacy) {
    if (isOn()) {
      builder
          .legacy(legacy)
          .allowCbcSuites()
          .allowStaticRsaWithoutForwardSecrecy()
          .allowPeersWithoutSecureRenegotiation();
    }
  }

  /** A client cannot offer compression beside TLS 1.3 (RFC 9846 §4.2.2). */
  boolean leavesTls13Out() {
    return compression;
  }

  /** Trust rules as the options say. */
  Trust.Builder weaken(Trust.Builder trust) {
    return weakCertificates
        ? trust
            .allowWeakRsaKeys(512)
            .allowWeakDsaKeys(512)
            .allowWeakSha1Signatures()
            .allowMd5SignaturesBrokenByCollisions()
            .allowKeysNotMeantForSignatures()
            .allowHostInCommonName()
        : trust;
  }

  /** Says on standard error what is let in, and what breaks it. */
  void warn(Legacy legacy, PrintWriter talk) {
    if (!legacy.isNone()) {
      talk.println("WARNING: --legacy " + oldest + " lets in what is broken, for this run only:");
      for (Danger danger : legacy.dangers()) {
        talk.println("  " + danger.subject());
        talk.println("      " + danger.breaks() + " (" + danger.source() + ")");
      }
    }
    if (weakCertificates) {
      talk.println(
          "WARNING: "
              + CERTIFICATES
              + " accepts certificates that can be forged: MD5 by collision (Flame, 2012), RSA of 512 bits by factoring.");
    }
    talk.flush();
  }

  /** Refuses a suite that no option has let in, and says which would. */
  void check(CommandSpec spec, CipherSuite suite, Legacy legacy) {
    boolean broken = !Legacy.NONE.allows(suite);
    if (broken && !legacy.allows(suite)) {
      boolean ofTheNineties =
          Legacy.builder().enableBrokenSuitesOfTheNineties().build().allows(suite);
      String option =
          ofTheNineties ? "--legacy VERSION" : (isOn() ? "" : "--legacy VERSION and ") + EXPORT;
      throw new ParameterException(
          spec.commandLine(), "--suites: " + suite + " is broken: " + option + " lets it in");
    }
  }

  /** Refuses a version that no option has let in, and says which would. */
  void check(CommandSpec spec, ProtocolVersion version, Legacy legacy) {
    if (!legacy.allows(version)) {
      OldVersion needed = OldVersion.SSL_2_0;
      for (OldVersion old : OldVersion.values()) {
        needed = old.version().equals(version) ? old : needed;
      }
      throw new ParameterException(
          spec.commandLine(),
          "--tls: " + version + " is broken: --legacy " + needed + " lets it in");
    }
  }
}
