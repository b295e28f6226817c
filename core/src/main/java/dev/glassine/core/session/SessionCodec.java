package dev.glassine.core.session;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a {@link SessionState}, the same on every machine. They hold the session's secret
 * in the open: seal them ({@link TicketKeys}) before they leave the process. Stateless.
 *
 * <pre>{@code
 * struct {
 *   uint8 format = 1;
 *   uint16 version;
 *   uint24 cipher_suite;
 *   uint8 extended_main_secret;           // 0, 1
 *   opaque server_name<0..1, 2..256>;     // empty for null, else uint8 0 and the text
 *   opaque protocol<0..1, 2..256>;
 *   opaque peer_chain<0..2^24-1>;         // opaque certificate<1..2^24-1>, own first
 *   opaque policy<0..255>;
 *   Time created;                         // uint32[2] seconds, uint32 nanoseconds
 *   Time lifetime;
 *   uint8 ticket_kind;                    // 0 none, 1 session id, 2 sealed ticket
 *   select (ticket_kind) {
 *     case 1: opaque id<1..32>;
 *     case 2: opaque ticket<1..2^16-1>; Time received;
 *   };
 *   uint32 ticket_age_add;
 *   uint8 compression;                    // RFC 3749
 *   opaque secret<1..255>;                // last, so that only the final array holds it
 * } Session;
 * }</pre>
 */
public final class SessionCodec {
  private static final int FORMAT = 2;
  private static final int NO_TICKET = 0;
  private static final int SESSION_ID = 1;
  private static final int SEALED_TICKET = 2;
  private static final int MAX_PEER_CHAIN = (1 << 24) - 1;

  /** The end of year 9999: what {@link Instant} prints and adds to without surprises. */
  private static final long MAX_SECONDS = 253_402_300_799L;

  private SessionCodec() {}

  /**
   * The octets.
   *
   * @throws IllegalArgumentException where a field does not fit its bounds
   */
  public static Secret encode(SessionState session) {
    Bytes open = writeOpenPart(session).toBytes();
    byte[] secret = session.secret().reveal(Secret.Access.SESSION);
    if (secret.length < 1 || secret.length > 255) {
      throw new IllegalArgumentException(
          "a session's secret has 1..255 octets, not " + secret.length);
    }
    byte[] whole = new byte[open.length() + 1 + secret.length];
    open.copyTo(whole, 0);
    whole[open.length()] = (byte) secret.length;
    System.arraycopy(secret, 0, whole, open.length() + 1, secret.length);
    return Secret.wrap(whole);
  }

  /**
   * The session in {@code encoded}, with a secret of its own.
   *
   * @throws TlsFailure.Malformed where the octets are none
   */
  public static SessionState decode(Secret encoded) {
    byte[] octets = encoded.reveal(Secret.Access.SESSION);
    // Shares the array instead of copying the secret in it; nothing below keeps the view.
    WireReader in = Bytes.wrap(octets).reader();
    int format = in.u8("format");
    if (format != FORMAT) {
      throw malformed("format is " + format + ", not " + FORMAT);
    }
    ProtocolVersion version = in.code16("version", ProtocolVersion::of);
    CipherSuite suite = CipherSuite.of(in.u24("cipher_suite"));
    if (!version.known() || !suite.known()) {
      throw malformed("version " + version + " or suite " + suite + " is not known");
    }
    boolean extendedMainSecret = readBoolean(in);
    String serverName = readText(in, "server_name");
    String protocol = readText(in, "protocol");
    List<Bytes> peerChain = readChain(in.vector24("peer_chain", 0, MAX_PEER_CHAIN));
    Bytes policy = in.opaque8("policy", 0, 255);
    Instant created = Instant.EPOCH.plus(readTime(in, "created"));
    Duration lifetime = readTime(in, "lifetime");
    SessionState.Ticket ticket = readTicket(in);
    long ticketAgeAdd = in.u32("ticket_age_add");
    int compression = in.u8("compression");
    Secret secret = readSecret(in, octets);
    return new SessionState(
        version,
        suite,
        secret,
        extendedMainSecret,
        serverName,
        protocol,
        peerChain,
        policy,
        created,
        lifetime,
        ticket,
        ticketAgeAdd,
        compression);
  }

  private static WireWriter writeOpenPart(SessionState session) {
    if (!session.version().known() || !session.suite().known()) {
      throw new IllegalArgumentException(
          "a session is of a known version and suite, not "
              + session.version()
              + " and "
              + session.suite());
    }
    WireWriter out = new WireWriter();
    out.u8(FORMAT)
        .code16(session.version())
        .u24(session.suite().code())
        .u8(session.extendedMainSecret() ? 1 : 0);
    writeText(out, session.serverName());
    writeText(out, session.protocol());
    out.vector24(() -> session.peerChain().forEach(out::opaque24));
    out.opaque8(session.policy());
    writeTime(out, Duration.between(Instant.EPOCH, session.created()));
    writeTime(out, session.lifetime());
    switch (session.ticket()) {
      case SessionState.Ticket.None() -> out.u8(NO_TICKET);
      case SessionState.Ticket.SessionId(Bytes id) -> out.u8(SESSION_ID).opaque8(id);
      case SessionState.Ticket.Sealed(Bytes ticket, Instant received) -> {
        out.u8(SEALED_TICKET).opaque16(ticket);
        writeTime(out, Duration.between(Instant.EPOCH, received));
      }
    }
    return out.u32(session.ticketAgeAdd()).u8(session.compression());
  }

  private static boolean readBoolean(WireReader in) {
    int value = in.u8("extended_main_secret");
    if (value > 1) {
      throw malformed("extended_main_secret is " + value + ", not 0 or 1");
    }
    return value == 1;
  }

  private static void writeText(WireWriter out, @Nullable String text) {
    if (text == null) {
      out.u16(0);
      return;
    }
    if (text.length() > 255 || text.chars().anyMatch(c -> c > 0xFF)) {
      throw new IllegalArgumentException(
          "a name has at most 255 characters of ISO 8859-1: \"" + text + "\"");
    }
    out.vector16(() -> out.u8(0).fixed(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static @Nullable String readText(WireReader in, String name) {
    WireReader text = in.vector16(name, 0, 256);
    if (!text.hasRemaining()) {
      return null;
    }
    if (text.u8("present") != 0) {
      throw malformed(name + " does not begin with 0");
    }
    return new String(text.rest("text").toArray(), StandardCharsets.ISO_8859_1);
  }

  private static List<Bytes> readChain(WireReader in) {
    List<Bytes> chain = new ArrayList<>();
    while (in.nextElement()) {
      chain.add(in.opaque24("certificate", 1, MAX_PEER_CHAIN));
    }
    return chain;
  }

  private static void writeTime(WireWriter out, Duration time) {
    if (time.isNegative() || time.getSeconds() > MAX_SECONDS) {
      throw new IllegalArgumentException(
          "a session's times are from 1970 to 9999, not " + time + " after 1970");
    }
    out.u64(time.getSeconds()).u32(time.getNano());
  }

  private static Duration readTime(WireReader in, String name) {
    long high = in.u32(name);
    long seconds = (high << 32) | in.u32(name);
    long nanos = in.u32(name);
    if (seconds < 0 || seconds > MAX_SECONDS || nanos > 999_999_999L) {
      throw malformed(name + " is not a time from 1970 to 9999");
    }
    return Duration.ofSeconds(seconds, nanos);
  }

  private static SessionState.Ticket readTicket(WireReader in) {
    int kind = in.u8("ticket_kind");
    return switch (kind) {
      case NO_TICKET -> new SessionState.Ticket.None();
      case SESSION_ID -> new SessionState.Ticket.SessionId(in.opaque8("id", 1, 32));
      case SEALED_TICKET ->
          new SessionState.Ticket.Sealed(
              in.opaque16("ticket", 1, 0xFFFF), Instant.EPOCH.plus(readTime(in, "received")));
      default -> throw malformed("ticket_kind is " + kind);
    };
  }

  /** Copies straight from the array: a {@link Bytes} of it could not be wiped. */
  private static Secret readSecret(WireReader in, byte[] octets) {
    int length = in.u8("secret");
    if (length == 0 || length != in.remaining()) {
      throw malformed("secret has " + length + " octets, " + in.remaining() + " are left");
    }
    byte[] secret = new byte[length];
    System.arraycopy(octets, octets.length - length, secret, 0, length);
    return Secret.wrap(secret);
  }

  private static TlsFailure malformed(String detail) {
    return new TlsFailure.Malformed(Reason.BAD_FIELD_VALUE, "session: " + detail);
  }
}
