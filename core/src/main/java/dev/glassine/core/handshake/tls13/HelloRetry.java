package dev.glassine.core.handshake.tls13;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.KeyExchange;
import dev.glassine.core.handshake.ClientContext;
import dev.glassine.core.handshake.ClientOffer;
import dev.glassine.core.handshake.ServerContext;
import dev.glassine.core.handshake.Transcript;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HandshakeCodec;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ext.Cookie;
import dev.glassine.core.wire.ext.EarlyData;
import dev.glassine.core.wire.ext.KeyShareEntry;
import dev.glassine.core.wire.ext.OfferedKeyShares;
import dev.glassine.core.wire.ext.OfferedPsks;
import dev.glassine.core.wire.ext.RequestedGroup;
import dev.glassine.core.wire.ext.SupportedGroups;
import dev.glassine.core.wire.ext.SupportedVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The second attempt (RFC 9846 §4.2.4): what a server asks for, what a client changes in its hello,
 * and what both check.
 *
 * <pre>
 *   ClientHello          --------&gt;
 *                        &lt;--------  HelloRetryRequest
 *                                     + key_share (a group)
 *                                     + cookie
 *   ClientHello          --------&gt;
 *     + key_share (that group)
 *     + cookie
 * </pre>
 */
final class HelloRetry {
  private static final int COOKIE_LENGTH = 32;

  /** RFC 9846 §4.2.2: what may differ between the two hellos. */
  private static final Set<ExtensionType> MAY_CHANGE =
      Set.of(
          ExtensionType.KEY_SHARE,
          ExtensionType.EARLY_DATA,
          ExtensionType.COOKIE,
          ExtensionType.PRE_SHARED_KEY,
          ExtensionType.PADDING);

  private HelloRetry() {}

  // The server's side

  /**
   * What a server asked for, to hold the second hello against.
   *
   * @param cookie empty where none was sent
   */
  record Asked(ClientHello first, CipherSuite suite, NamedGroup group, Bytes cookie) {
    /** With a fresh cookie if the configuration wants one. */
    static Asked of(ServerContext context, ClientHello first, CipherSuite suite, NamedGroup group) {
      Bytes cookie = Bytes.EMPTY;
      if (context.config().sendsCookie()) {
        byte[] octets = new byte[COOKIE_LENGTH];
        context.random().nextBytes(octets);
        cookie = Bytes.wrap(octets);
      }
      return new Asked(first, suite, group, cookie);
    }

    HelloRetryRequest message() {
      Extensions extensions =
          Extensions.of(new RequestedGroup(group), new SupportedVersion(ProtocolVersion.TLS_1_3));
      return new HelloRetryRequest(
          ProtocolVersion.TLS_1_2,
          first.legacySessionId(),
          suite,
          0,
          cookie.isEmpty() ? extensions : extensions.plus(new Cookie(cookie)));
    }

    /**
     * Checks that {@code second} is the first hello with what was asked for, and nothing else
     * changed.
     */
    void check(ClientHello second) {
      // RFC 9846 §4.2.2: "the client MUST send the same ClientHello without modification, except as
      // follows"
      if (!constant(first).equals(constant(second))) {
        throw changed("a field or extension that must stay differs");
      }
      checkCookie(second.extensions().get(Cookie.class));
      // RFC 9846 §4.3.10: "A client MUST NOT include the "early_data" extension in its followup
      // ClientHello."
      if (second.extensions().has(ExtensionType.EARLY_DATA)) {
        throw changed("early_data after a HelloRetryRequest");
      }
      if (second.extensions().has(ExtensionType.PRE_SHARED_KEY)
          && !first.extensions().has(ExtensionType.PRE_SHARED_KEY)) {
        throw changed("pre_shared_key was added");
      }
      // RFC 9846 §4.2.2: "replacing the list of shares with a list containing a single
      // KeyShareEntry from the indicated group"
      OfferedKeyShares shares = second.extensions().get(OfferedKeyShares.class);
      if (shares == null
          || shares.clientShares().size() != 1
          || !shares.clientShares().getFirst().group().equals(group)) {
        throw changed("key_share is not a single share of " + group);
      }
    }

    private void checkCookie(@Nullable Cookie received) {
      // RFC 9846 §4.3.2: "the client MUST copy the contents of the extension received in the
      // HelloRetryRequest into a "cookie" extension"
      Bytes contents = received == null ? Bytes.EMPTY : received.cookie();
      if (!ConstantTime.equal(cookie, contents)) {
        throw new TlsFailure.Misbehaved(
            Reason.COOKIE_MISMATCH,
            received == null
                ? "the second ClientHello has none"
                : contents.length() + " octets came back");
      }
    }

    private static ClientHello constant(ClientHello hello) {
      List<Extension> kept =
          hello.extensions().list().stream()
              .filter(extension -> !MAY_CHANGE.contains(extension.type()))
              .toList();
      return withExtensions(hello, kept);
    }

    private static TlsFailure changed(String what) {
      return new TlsFailure.Misbehaved(Reason.HELLO_CHANGED_AFTER_RETRY, "ClientHello: " + what);
    }
  }

  // The client's side

  /**
   * The second offer. The transcript of {@code first} goes on: the first hello's hash, the request,
   * the new hello.
   */
  static ClientOffer offerAgain(
      ClientContext context, ClientOffer first, HelloRetryRequest request, Bytes rawRequest) {
    checkRequest(first.hello(), request);
    RequestedGroup requested = request.extensions().get(RequestedGroup.class);
    Map<NamedGroup, KeyExchange.Offer> shares =
        requested == null
            ? first.keyShares()
            : Map.of(requested.selectedGroup(), share(context, requested.selectedGroup()));
    Transcript transcript = first.transcript();
    transcript.replaceWithMessageHash(request.cipherSuite().hash());
    transcript.add(rawRequest);
    ClientHello hello =
        withExtensions(first.hello(), changedExtensions(first.hello(), request, shares));
    SessionState session = first.session();
    if (session != null && !session.version().equals(ProtocolVersion.TLS_1_3)) {
      session = null;
    }
    // RFC 9846 §4.2.4: the client "SHOULD NOT offer any pre-shared keys associated with a hash
    // other than that of the selected cipher suite"
    if (session != null && session.suite().hash() != request.cipherSuite().hash()) {
      session = null;
    }
    if (session != null) {
      hello = Psk.offerAgain(context, hello, session, transcript);
    }
    Bytes raw = HandshakeCodec.encode(hello);
    transcript.add(raw);
    return new ClientOffer(hello, raw, transcript, shares, session);
  }

  private static void checkRequest(ClientHello hello, HelloRetryRequest request) {
    ServerHelloChecks.check(hello, request);
    SupportedGroups groups = hello.extensions().get(SupportedGroups.class);
    OfferedKeyShares shares = hello.extensions().get(OfferedKeyShares.class);
    RequestedGroup requested = request.extensions().get(RequestedGroup.class);
    Cookie cookie = request.extensions().get(Cookie.class);
    if (requested != null) {
      // RFC 9846 §4.3.8: "(1) the selected_group field corresponds to a group which was provided in
      // the "supported_groups" extension"
      if (groups == null
          || !groups.groups().contains(requested.selectedGroup())
          || !requested.selectedGroup().known()) {
        throw new TlsFailure.Misbehaved(
            Reason.UNOFFERED_GROUP,
            "HelloRetryRequest.selected_group: "
                + requested.selectedGroup()
                + ", offered "
                + (groups == null ? List.of() : groups.groups()));
      }
      // RFC 9846 §4.3.8: "(2) the selected_group field does not correspond to a group which was
      // provided in the "key_share" extension"
      if (shares != null
          && shares.clientShares().stream()
              .anyMatch(share -> share.group().equals(requested.selectedGroup()))) {
        throw new TlsFailure.Misbehaved(
            Reason.USELESS_HELLO_RETRY_REQUEST,
            "HelloRetryRequest.selected_group: "
                + requested.selectedGroup()
                + " had its share already");
      }
    }
    // RFC 9846 §4.2.4: "Clients MUST abort the handshake ... if the HelloRetryRequest would not
    // result in any change in the ClientHello."
    if (requested == null && cookie == null) {
      throw new TlsFailure.Misbehaved(
          Reason.USELESS_HELLO_RETRY_REQUEST, "HelloRetryRequest has neither key_share nor cookie");
    }
  }

  private static KeyExchange.Offer share(ClientContext context, NamedGroup group) {
    KeyExchange exchange = context.crypto().keyExchange(group);
    if (exchange == null) {
      throw new TlsFailure.Internal(
          Reason.CRYPTO_FAILED, context.crypto().name() + " has no " + group, null);
    }
    return exchange.offer(context.random());
  }

  private static List<Extension> changedExtensions(
      ClientHello first, HelloRetryRequest request, Map<NamedGroup, KeyExchange.Offer> shares) {
    List<Extension> list = new ArrayList<>();
    for (Extension extension : first.extensions().list()) {
      switch (extension) {
        case OfferedKeyShares before when request.extensions().has(ExtensionType.KEY_SHARE) -> {
          List<KeyShareEntry> entries = new ArrayList<>();
          shares.forEach((group, offer) -> entries.add(new KeyShareEntry(group, offer.share())));
          list.add(new OfferedKeyShares(entries));
        }
        case EarlyData dropped -> {}
        case OfferedPsks remade -> {}
        default -> list.add(extension);
      }
    }
    Cookie cookie = request.extensions().get(Cookie.class);
    if (cookie != null) {
      list.add(cookie);
    }
    return list;
  }

  private static ClientHello withExtensions(ClientHello hello, List<Extension> extensions) {
    return new ClientHello(
        hello.legacyVersion(),
        hello.random(),
        hello.legacySessionId(),
        hello.cipherSuites(),
        hello.legacyCompressionMethods(),
        new Extensions(extensions));
  }
}
