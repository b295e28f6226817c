package dev.glassine.core.wire;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.Grease;
import dev.glassine.core.registry.MessagePlace;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.CertificateMessage.CertificateEntry;
import dev.glassine.core.wire.ext.ApplicationProtocols;
import dev.glassine.core.wire.ext.CertificateAuthorities;
import dev.glassine.core.wire.ext.Cookie;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.core.wire.ext.EarlyDataLimit;
import dev.glassine.core.wire.ext.EcPointFormats;
import dev.glassine.core.wire.ext.EncryptThenMac;
import dev.glassine.core.wire.ext.ExtendedMasterSecret;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.MaxFragmentLength;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.OidFilters;
import dev.glassine.core.wire.ext.Padding;
import dev.glassine.core.wire.ext.PostHandshakeAuth;
import dev.glassine.core.wire.ext.PskKeyExchangeModes;
import dev.glassine.core.wire.ext.RecordSizeLimit;
import dev.glassine.core.wire.ext.RenegotiationInfo;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.SelectedKeyShare;
import dev.glassine.core.wire.ext.SelectedPsk;
import dev.glassine.core.wire.ext.ServerName;
import dev.glassine.core.wire.ext.SessionTicket;
import dev.glassine.core.wire.ext.SignatureAlgorithms;
import dev.glassine.core.wire.ext.SignatureAlgorithmsCert;
import dev.glassine.core.wire.ext.SignedCertificateTimestamps;
import dev.glassine.core.wire.ext.StapledStatus;
import dev.glassine.core.wire.ext.StatusRequest;
import dev.glassine.core.wire.ext.StatusRequestAcknowledged;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersion;
import dev.glassine.core.wire.ext.SupportedVersions;
import dev.glassine.core.wire.ext.UnknownExtension;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Valid messages of every kind, from a seed: the same seed makes the same message. */
public final class RandomMessages {
  /** A message with the version that it is read in. */
  public record Sample(HandshakeMessage message, ProtocolVersion version) {
    Bytes raw() {
      return HandshakeCodec.encode(message);
    }
  }

  private final Random random;

  /** Of this seed. */
  public RandomMessages(long seed) {
    random = new Random(seed);
  }

  /** One message of every kind, with every version in which its shape differs. */
  public List<Sample> oneOfEach() {
    ProtocolVersion tls10 = ProtocolVersion.TLS_1_0;
    ProtocolVersion tls12 = ProtocolVersion.TLS_1_2;
    ProtocolVersion tls13 = ProtocolVersion.TLS_1_3;
    return List.of(
        new Sample(clientHello(), tls13),
        new Sample(clientHello(), tls12),
        new Sample(bareClientHello(), tls10),
        new Sample(serverHello13(), tls13),
        new Sample(serverHello12(), tls12),
        new Sample(helloRetryRequest(), tls13),
        new Sample(new EncryptedExtensions(in(MessagePlace.ENCRYPTED_EXTENSIONS)), tls13),
        new Sample(certificate13(), tls13),
        new Sample(new CertificateMessage12(list(0, 4, () -> bytes(1, 300))), tls12),
        new Sample(
            new CertificateRequest(bytes(0, 20), in(MessagePlace.CERTIFICATE_REQUEST)), tls13),
        new Sample(certificateRequest12(schemes()), tls12),
        new Sample(certificateRequest12(List.of()), tls10),
        new Sample(new CertificateVerify(scheme(), bytes(0, 300)), tls13),
        new Sample(new CertificateVerify(scheme(), bytes(0, 300)), tls12),
        new Sample(new CertificateVerify(null, bytes(0, 300)), tls10),
        new Sample(new CertificateStatus(bytes(1, 300)), tls12),
        new Sample(new ServerKeyExchange(bytes(0, 300)), tls12),
        new Sample(new ClientKeyExchange(bytes(0, 300)), tls12),
        new Sample(new ServerHelloDone(), tls12),
        new Sample(new HelloRequest(), tls12),
        new Sample(new Finished(bytes(12, 12)), tls12),
        new Sample(new Finished(bytes(32, 48)), tls13),
        new Sample(newSessionTicket(), tls13),
        new Sample(new NewSessionTicket12(u32(), bytes(0, 200)), tls12),
        new Sample(new EndOfEarlyData(), tls13),
        new Sample(new KeyUpdate(random.nextBoolean()), tls13));
  }

  /** An extension of this type as it stands in this place; the type must have a record there. */
  public Extension extension(ExtensionType type, MessagePlace place) {
    boolean client = place == MessagePlace.CLIENT_HELLO;
    boolean asked = client || place == MessagePlace.CERTIFICATE_REQUEST;
    return switch (type.code()) {
      case 0 -> asked ? new ServerName(name()) : ServerName.ACKNOWLEDGED;
      case 1 -> new MaxFragmentLength(between(1, 4));
      case 5 ->
          switch (place) {
            case CLIENT_HELLO -> new StatusRequest(responderIds(), bytes(0, 10));
            case CERTIFICATE -> new StapledStatus(bytes(1, 100));
            default -> new StatusRequestAcknowledged();
          };
      case 10 -> new SupportedGroups(list(1, 10, this::group));
      case 11 -> new EcPointFormats(bytes(1, 4));
      case 13 -> new SignatureAlgorithms(schemes());
      case 16 -> new ApplicationProtocols(list(1, client ? 4 : 1, () -> bytes(1, 20)));
      case 18 -> asked ? SignedCertificateTimestamps.REQUEST : timestamps();
      case 21 -> new Padding(between(0, 200));
      case 22 -> new EncryptThenMac();
      case 23 -> new ExtendedMasterSecret();
      case 28 -> new RecordSizeLimit(between(64, 0xFFFF));
      case 35 -> client ? new SessionTicket(bytes(0, 100)) : SessionTicket.EMPTY;
      case 41 -> client ? psks() : new SelectedPsk(between(0, 0xFFFF));
      case 42 ->
          place == MessagePlace.NEW_SESSION_TICKET ? new EarlyDataLimit(u32()) : new EarlyData();
      case 43 ->
          client
              ? new SupportedVersions(list(1, 6, this::version))
              : new SupportedVersion(ProtocolVersion.TLS_1_3);
      case 44 -> new Cookie(bytes(1, 100));
      case 45 -> new PskKeyExchangeModes(bytes(1, 3));
      case 47 -> new CertificateAuthorities(list(1, 3, () -> bytes(1, 60)));
      case 48 -> new OidFilters(filters());
      case 49 -> new PostHandshakeAuth();
      case 50 -> new SignatureAlgorithmsCert(schemes());
      case 51 ->
          switch (place) {
            case CLIENT_HELLO -> new OfferedKeyShares(list(0, 3, this::share));
            case HELLO_RETRY_REQUEST -> new RequestedGroup(group());
            default -> new SelectedKeyShare(share());
          };
      case 0xFF01 -> new RenegotiationInfo(bytes(0, 72));
      default -> new UnknownExtension(type, bytes(0, 40));
    };
  }

  /** A random choice of what may stand in this place, in random order, with something unknown. */
  Extensions in(MessagePlace place) {
    List<Extension> chosen = new ArrayList<>();
    for (ExtensionType type : ExtensionType.all()) {
      if (type.isRead() && type.mayStandIn(place) && random.nextInt(3) > 0) {
        chosen.add(extension(type, place));
      }
    }
    int grease = Grease.VALUES.get(random.nextInt(Grease.VALUES.size()));
    chosen.add(new UnknownExtension(ExtensionType.of(grease), bytes(0, 3)));
    chosen.add(new UnknownExtension(ExtensionType.of(57), bytes(0, 60)));
    Collections.shuffle(chosen, random);
    return new Extensions(chosen);
  }

  private ClientHello clientHello() {
    return new ClientHello(
        version(),
        bytes(32, 32),
        bytes(0, 32),
        list(1, 30, this::suite),
        bytes(1, 3),
        in(MessagePlace.CLIENT_HELLO));
  }

  private ClientHello bareClientHello() {
    return new ClientHello(
        version(),
        bytes(32, 32),
        bytes(0, 32),
        list(1, 30, this::suite),
        bytes(1, 3),
        Extensions.NONE);
  }

  private ServerHello serverHello13() {
    Extensions extensions =
        without(ExtensionType.SUPPORTED_VERSIONS, in(MessagePlace.SERVER_HELLO))
            .plus(new SupportedVersion(ProtocolVersion.TLS_1_3));
    return new ServerHello(
        ProtocolVersion.TLS_1_2, bytes(32, 32), bytes(0, 32), suite(), 0, extensions);
  }

  private ServerHello serverHello12() {
    return new ServerHello(
        ProtocolVersion.TLS_1_2,
        bytes(32, 32),
        bytes(0, 32),
        suite(),
        between(0, 1),
        in(MessagePlace.SERVER_HELLO_1_2));
  }

  private HelloRetryRequest helloRetryRequest() {
    return new HelloRetryRequest(
        ProtocolVersion.TLS_1_2, bytes(0, 32), suite(), 0, in(MessagePlace.HELLO_RETRY_REQUEST));
  }

  private CertificateMessage certificate13() {
    return new CertificateMessage(
        bytes(0, 20),
        list(0, 4, () -> new CertificateEntry(bytes(1, 300), in(MessagePlace.CERTIFICATE))));
  }

  private CertificateRequest12 certificateRequest12(List<SignatureScheme> schemes) {
    return new CertificateRequest12(bytes(1, 4), schemes, list(0, 3, () -> bytes(1, 60)));
  }

  private NewSessionTicket newSessionTicket() {
    return new NewSessionTicket(
        u32(), u32(), bytes(0, 255), bytes(1, 300), in(MessagePlace.NEW_SESSION_TICKET));
  }

  private static Extensions without(ExtensionType type, Extensions extensions) {
    return new Extensions(
        extensions.list().stream().filter(extension -> !extension.type().equals(type)).toList());
  }

  private OfferedPsks psks() {
    List<OfferedPsks.PskIdentity> identities =
        list(1, 3, () -> new OfferedPsks.PskIdentity(bytes(1, 200), u32()));
    return new OfferedPsks(
        identities, list(identities.size(), identities.size(), () -> bytes(32, 48)));
  }

  private KeyShareEntry share() {
    return new KeyShareEntry(group(), bytes(1, 100));
  }

  private Bytes responderIds() {
    WireWriter writer = new WireWriter();
    list(0, 3, () -> bytes(1, 20)).forEach(writer::opaque16);
    return writer.toBytes();
  }

  private Bytes filters() {
    WireWriter writer = new WireWriter();
    for (int i = between(0, 3); i > 0; i--) {
      writer.opaque8(bytes(1, 10)).opaque16(bytes(0, 10));
    }
    return writer.toBytes();
  }

  private SignedCertificateTimestamps timestamps() {
    WireWriter writer = new WireWriter();
    writer.vector16(() -> list(1, 3, () -> bytes(1, 50)).forEach(writer::opaque16));
    return new SignedCertificateTimestamps(writer.toBytes());
  }

  private String name() {
    return "host-" + between(0, 9999) + ".example";
  }

  private List<SignatureScheme> schemes() {
    return list(1, 10, this::scheme);
  }

  private SignatureScheme scheme() {
    return SignatureScheme.of(between(0, 0xFFFF));
  }

  private NamedGroup group() {
    return NamedGroup.of(between(0, 0xFFFF));
  }

  private CipherSuite suite() {
    return CipherSuite.of(between(0, 0xFFFF));
  }

  private ProtocolVersion version() {
    return ProtocolVersion.of(between(0, 0xFFFF));
  }

  private long u32() {
    return random.nextInt() & 0xFFFFFFFFL;
  }

  private int between(int min, int max) {
    return min + random.nextInt(max - min + 1);
  }

  private Bytes bytes(int min, int max) {
    byte[] octets = new byte[between(min, max)];
    random.nextBytes(octets);
    return Bytes.wrap(octets);
  }

  private <T> List<T> list(int min, int max, Supplier<T> element) {
    List<T> list = new ArrayList<>();
    for (int i = between(min, max); i > 0; i--) {
      list.add(element.get());
    }
    return list;
  }
}
