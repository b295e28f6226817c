package dev.glassine.inspect.article;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Legacy;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.identity.Credential;
import dev.glassine.core.identity.Credentials;
import dev.glassine.core.identity.Trust;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.session.InMemoryStore;
import dev.glassine.core.session.RotatingTicketKeys;
import dev.glassine.testkit.FixedClock;
import dev.glassine.testkit.SeededRandom;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The handshakes of the article, the same octets every time: fixed certificates, a clock that
 * stands still, randomness from seeds, and primitives of the JDK only, which take their randomness
 * from there.
 */
final class PaperHandshakes {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final CryptoProvider CRYPTO = JcaCrypto.jdkOnly();

  /** The article's own keys: of no use to anybody, since they are here for everybody to read. */
  private static final String RSA = "rsa";

  private static final String ECDSA = "ec";

  private PaperHandshakes() {}

  /** By the name that the pages use. */
  static Map<String, PaperHandshake> all() {
    Map<String, PaperHandshake> all = new LinkedHashMap<>();
    all.put("ssl2-mutual", mutual(ssl2(), RSA));
    all.put("ssl2-stripped", ssl2WithoutTheGoodKinds());
    all.put("ssl3-mutual", mutual(old(ProtocolVersion.SSL_3_0), RSA));
    all.put("ssl3-resumed", resumedById());
    all.put("tls12-mutual", mutual(tls12(), ECDSA));
    all.put("tls12-resumed", resumedByTicket(tls12(), ECDSA));
    all.put("tls13", plain(tls13(NamedGroup.X25519), ECDSA));
    all.put("tls13-mutual", mutual(tls13(NamedGroup.X25519), ECDSA));
    all.put("tls13-retry", retried());
    all.put("tls13-resumed", resumedByTicket(tls13(NamedGroup.X25519), ECDSA));
    all.put("tls13-pq", plain(tls13(NamedGroup.X25519_MLKEM768), ECDSA));
    all.put("failed-group", withoutCommonGroup());
    all.put("failed-issuer", withUnknownIssuer());
    all.put("failed-client", withoutClientCertificate());
    all.put("failed-mac", withAChangedOctet());
    all.put("failed-truncated", truncated());
    return all;
  }

  /** What both sides of a handshake speak. */
  private record Speech(
      List<ProtocolVersion> versions,
      Legacy legacy,
      List<CipherSuite> suites,
      List<NamedGroup> groups) {
    ProtocolVersion[] enabled() {
      return versions.toArray(ProtocolVersion[]::new);
    }
  }

  private static Speech old(ProtocolVersion version) {
    return new Speech(
        List.of(version),
        Legacy.builder()
            .enableSsl3BrokenByPoodle()
            .enableTls10BrokenByBeast()
            .enableSmallBlocksBrokenBySweet32()
            .build(),
        List.of(
            CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA),
        List.of(NamedGroup.SECP256R1));
  }

  private static Speech ssl2() {
    return new Speech(
        List.of(ProtocolVersion.SSL_2_0),
        Legacy.builder()
            .enableSsl2BrokenByDrown()
            .enableSmallBlocksBrokenBySweet32()
            .enableRc4BrokenByItsBiases()
            .enableExportBrokenByFreakAndLogjam()
            .build(),
        List.of(
            CipherSuite.SSL_CK_DES_192_EDE3_CBC_WITH_MD5,
            CipherSuite.SSL_CK_RC4_128_WITH_MD5,
            CipherSuite.SSL_CK_RC4_128_EXPORT40_WITH_MD5),
        List.of(NamedGroup.SECP256R1));
  }

  private static Speech tls12() {
    return new Speech(
        List.of(ProtocolVersion.TLS_1_2),
        Legacy.NONE,
        List.of(
            CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
            CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256),
        List.of(NamedGroup.X25519, NamedGroup.SECP256R1));
  }

  private static Speech tls13(NamedGroup... groups) {
    return new Speech(
        List.of(ProtocolVersion.TLS_1_3),
        Legacy.NONE,
        List.of(CipherSuite.TLS_AES_128_GCM_SHA256, CipherSuite.TLS_CHACHA20_POLY1305_SHA256),
        List.of(groups));
  }

  // The ends

  private static ClientConfig.Builder client(Speech speech, String keys) {
    ClientConfig.Builder builder =
        ClientConfig.builder()
            .crypto(CRYPTO)
            .versions(speech.enabled())
            .legacy(speech.legacy())
            .suites(speech.suites())
            .groups(speech.groups())
            .trust(Trust.fromPem(file(keys + "-ca.pem")))
            .clock(new FixedClock(NOON))
            .random(new SeededRandom(1996))
            .withoutStapledStatus();
    if (!speech.legacy().isNone()) {
      builder.allowCbcSuites().allowStaticRsaWithoutForwardSecrecy();
    }
    return builder;
  }

  private static ServerConfig.Builder server(Speech speech, String keys) {
    ServerConfig.Builder builder =
        ServerConfig.builder()
            .crypto(CRYPTO)
            .versions(speech.enabled())
            .legacy(speech.legacy())
            .suites(speech.suites())
            .groups(speech.groups())
            .credential(credential(keys + "-server"))
            .clock(new FixedClock(NOON))
            .random(new SeededRandom(2026));
    if (!speech.legacy().isNone()) {
      builder.allowCbcSuites().allowStaticRsaWithoutForwardSecrecy();
    }
    return builder;
  }

  private static ServerConfig.Builder asking(Speech speech, String keys) {
    Trust trust = Trust.fromPem(file(keys + "-ca.pem"));
    return server(speech, keys)
        .clientAuthentication(ClientAuthentication.REQUIRED)
        .trust(trust)
        .authorities(trust.authorities());
  }

  private static InMemoryStore store() {
    return new InMemoryStore(1 << 20, new FixedClock(NOON));
  }

  private static Credential credential(String name) {
    return Credentials.fromPem(file(name + ".pem"), file(name + ".key"));
  }

  private static Path file(String name) {
    try {
      return Path.of(PaperHandshakes.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(name, e);
    }
  }

  // The handshakes

  private static PaperHandshake plain(Speech speech, String keys) {
    return PaperHandshake.of(client(speech, keys), server(speech, keys)).run();
  }

  private static PaperHandshake mutual(Speech speech, String keys) {
    return PaperHandshake.of(
            client(speech, keys).credential(credential(keys + "-client")).sessions(store()),
            asking(speech, keys).sessions(store()))
        .run();
  }

  /** Somebody in between strikes all cipher kinds but the last out of the client's hello. */
  private static PaperHandshake ssl2WithoutTheGoodKinds() {
    PaperHandshake handshake = PaperHandshake.of(client(ssl2(), RSA), server(ssl2(), RSA));
    AtomicBoolean done = new AtomicBoolean();
    handshake
        .pair()
        .changeToServer(octets -> done.getAndSet(true) ? octets : withTheLastKindOnly(octets));
    return handshake.run();
  }

  /** A record of two octets of header, and in it: type, version, three lengths, the kinds. */
  private static byte[] withTheLastKindOnly(byte[] record) {
    int lengths = 2 + 1 + 2;
    int kinds = lengths + 3 * 2;
    int struckOut = ((record[lengths] & 0xFF) << 8 | record[lengths + 1] & 0xFF) - 3;
    byte[] changed = new byte[record.length - struckOut];
    System.arraycopy(record, 0, changed, 0, kinds);
    System.arraycopy(record, kinds + struckOut, changed, kinds, record.length - kinds - struckOut);
    changed[1] -= (byte) struckOut;
    changed[lengths + 1] = 3;
    return changed;
  }

  private static PaperHandshake resumedById() {
    Speech speech = old(ProtocolVersion.SSL_3_0);
    return PaperHandshake.second(
        client(speech, RSA).sessions(store()).build(),
        server(speech, RSA).sessions(store()).build());
  }

  private static PaperHandshake resumedByTicket(Speech speech, String keys) {
    return PaperHandshake.second(
        client(speech, keys).sessions(store()).build(),
        server(speech, keys)
            .tickets(new RotatingTicketKeys(CRYPTO, new SeededRandom(5077)))
            .build());
  }

  private static PaperHandshake retried() {
    Speech guessing = tls13(NamedGroup.X25519, NamedGroup.SECP256R1);
    return PaperHandshake.of(
            client(guessing, ECDSA).keyShares(List.of(NamedGroup.X25519)),
            server(tls13(NamedGroup.SECP256R1), ECDSA))
        .run();
  }

  private static PaperHandshake withoutCommonGroup() {
    return PaperHandshake.of(
            client(tls13(NamedGroup.X25519), ECDSA), server(tls13(NamedGroup.SECP384R1), ECDSA))
        .run();
  }

  private static PaperHandshake withUnknownIssuer() {
    Speech speech = tls13(NamedGroup.X25519);
    return PaperHandshake.of(
            client(speech, ECDSA).trust(Trust.fromPem(file("rsa-ca.pem"))), server(speech, ECDSA))
        .run();
  }

  private static PaperHandshake withoutClientCertificate() {
    Speech speech = tls13(NamedGroup.X25519);
    return PaperHandshake.of(client(speech, ECDSA), asking(speech, ECDSA)).run();
  }

  /** The second record of data has one bit turned over on the way to the client. */
  private static PaperHandshake withAChangedOctet() {
    PaperHandshake handshake = plain(tls13(NamedGroup.X25519), ECDSA);
    handshake.pair().send(Side.SERVER, "good day".getBytes(StandardCharsets.US_ASCII));
    byte[] data = "the price is 10".getBytes(StandardCharsets.US_ASCII);
    byte[] record = handshake.pair().server().conduit().write(ByteBuffer.wrap(data));
    record[record.length - 1] ^= 1;
    handshake.pair().inject(Side.SERVER, record);
    return handshake;
  }

  private static PaperHandshake truncated() {
    PaperHandshake handshake = plain(tls13(NamedGroup.X25519), ECDSA);
    handshake
        .pair()
        .send(Side.SERVER, "rm -rf /".getBytes(StandardCharsets.US_ASCII))
        .cut(Side.SERVER);
    return handshake;
  }
}
