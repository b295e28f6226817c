package dev.glassine.core.handshake.tls12;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.crypto.jca.JcaCrypto;
import dev.glassine.core.engine.ClientConfig;
import dev.glassine.core.engine.Destination;
import dev.glassine.core.engine.ServerConfig;
import dev.glassine.core.engine.TlsConfig;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.CredentialChoice;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the tests of TLS 1.2 start from. */
final class Given12 {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  static final Destination DESTINATION =
      new Destination("glassine.test", "glassine.test", Bytes.ofString("glassine.test:443"));

  static final CipherSuite ECDHE_ECDSA = CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256;
  static final CipherSuite ECDHE_RSA = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
  static final CipherSuite DHE_RSA = CipherSuite.TLS_DHE_RSA_WITH_AES_128_GCM_SHA256;
  static final CipherSuite STATIC_RSA = CipherSuite.of(0x009C);
  static final CipherSuite ECDHE_RSA_CBC = CipherSuite.of(0xC027);

  private Given12() {}

  /** A client of TLS 1.2 with every suite there is, which trusts everybody. */
  static ClientConfig.Builder client() {
    return common(ClientConfig.builder());
  }

  /** A client with these suites only. */
  static ClientConfig.Builder client(CipherSuite... suites) {
    return client().suites(List.of(suites));
  }

  /** A server of TLS 1.2 with every suite there is, which trusts everybody. */
  static ServerConfig.Builder server(TestCertificate certificate) {
    return common(ServerConfig.builder())
        .credentials(request -> CredentialChoice.of(certificate.credential(), "the only one"));
  }

  private static <B extends TlsConfig.Builder<B>> B common(B builder) {
    return builder
        .crypto(JcaCrypto.standard())
        .versions(ProtocolVersion.TLS_1_2)
        .allowCbcSuites()
        .allowStaticRsaWithoutForwardSecrecy()
        .clock(InstantSource.fixed(NOW))
        .policy(Bytes.EMPTY)
        .trust(presented -> new ChainVerdict.Accepted(presented.certificates()));
  }

  /** Primitives, but this group's shares are always {@code share}. */
  static CryptoProvider cryptoWhoseShareIs(NamedGroup group, Bytes share) {
    CryptoProvider sound = JcaCrypto.standard();
    KeyExchange broken =
        new KeyExchange() {
          @Override
          public NamedGroup group() {
            return group;
          }

          @Override
          public Offer offer(SecureRandom random) {
            return new Offer() {
              @Override
              public Bytes share() {
                return share;
              }

              @Override
              public Secret agree(Bytes peerShare) {
                return Secret.zeros(32);
              }
            };
          }

          @Override
          public Reply reply(Bytes peerShare, SecureRandom random) {
            return new Reply(share, Secret.zeros(32));
          }
        };
    return new CryptoProvider(
        "broken " + group,
        sound.hashes(),
        sound.hmacs(),
        sound.aeads(),
        sound.cbcCiphers(),
        sound.streamCiphers(),
        List.of(broken),
        sound.finiteField(),
        sound.signatures(),
        sound.rsaTransport());
  }

  /** The failure of this call, whose reason must be {@code reason}. */
  static TlsFailure failure(Reason reason, ThrowingCallable call) {
    TlsFailure failure = catchThrowableOfType(TlsFailure.class, call);
    assertThat(failure).as("failure").isNotNull();
    assertThat(failure.reason()).as(failure.getMessage()).isEqualTo(reason);
    return failure;
  }

  /** The hello with other suites. */
  static ClientHello with(ClientHello hello, CipherSuite... suites) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        List.of(suites),
        hello.legacyCompressionMethods(),
        hello.extensions());
  }

  /** The hello with other extensions. */
  static ClientHello with(ClientHello hello, Extensions extensions) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        extensions);
  }

  /** The hello with another session id. */
  static ClientHello with(ClientHello hello, Bytes sessionId) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        sessionId,
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        hello.extensions());
  }

  /** The hello with other extensions. */
  static ServerHello with(ServerHello hello, Extensions extensions) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionIdEcho(),
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        extensions);
  }

  /** The hello with another suite. */
  static ServerHello with(ServerHello hello, CipherSuite suite) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionIdEcho(),
        suite,
        hello.legacyCompressionMethod(),
        hello.extensions());
  }

  /** The hello with another session id. */
  static ServerHello with(ServerHello hello, Bytes sessionId) {
    return new ServerHello(
        hello.legacyVersion(),
        hello.random(),
        sessionId,
        hello.cipherSuite(),
        hello.legacyCompressionMethod(),
        hello.extensions());
  }

  /** The hello without extended_master_secret. */
  static ClientHello withoutExtendedMainSecret(ClientHello hello) {
    return with(hello, without(hello.extensions(), ExtendedMasterSecret.class));
  }

  /** These extensions without those of one kind. */
  static Extensions without(Extensions extensions, Class<? extends Extension> kind) {
    return new Extensions(extensions.list().stream().filter(e -> !kind.isInstance(e)).toList());
  }

  /** These extensions with one in place of any of its kind. */
  static Extensions replacing(Extensions extensions, Extension extension) {
    List<Extension> list = new ArrayList<>(without(extensions, extension.getClass()).list());
    list.add(extension);
    return new Extensions(list);
  }
}
