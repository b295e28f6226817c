package dev.glassine.inspect;

import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.registry.AuthenticationMethod;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientKeyExchange;
import dev.glassine.core.wire.Field;
import dev.glassine.core.wire.HandshakeMessage;
import dev.glassine.core.wire.ServerHello;
import dev.glassine.core.wire.ServerKeyExchange;
import dev.glassine.core.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The insides of the two messages whose shape depends on the suite that was chosen: each side's
 * share of the key exchange, or the secret under the server's key (RFC 5246 §7.4.3, §7.4.7, RFC
 * 8422 §5.4, §5.7).
 */
final class KeyExchangeFields {
  private static final int NAMED_CURVE = 3;
  private static final String SHARE = "params.";
  private static final String SIGNED = "signed_params.";
  private static final String EXCHANGE = "exchange_keys.";

  private final CipherSuite suite;
  private final ProtocolVersion version;
  private final List<Field> found = new ArrayList<>();

  private KeyExchangeFields(CipherSuite suite, ProtocolVersion version) {
    this.suite = suite;
    this.version = version;
  }

  /** The message's fields, with the opaque one opened where it can be. */
  static List<Field> open(
      HandshakeMessage message, Bytes raw, List<Field> fields, @Nullable ServerHello answer) {
    if (answer == null
        || !(message instanceof ServerKeyExchange || message instanceof ClientKeyExchange)) {
      return fields;
    }
    KeyExchangeFields opened =
        new KeyExchangeFields(answer.cipherSuite(), answer.selectedVersion());
    try {
      opened.read(message, raw);
    } catch (TlsFailure e) {
      return fields; // the failure itself says what is wrong with it
    }
    if (opened.found.isEmpty()) {
      return fields;
    }
    List<Field> all = new ArrayList<>(fields.subList(0, fields.size() - 1));
    all.addAll(opened.found);
    return all;
  }

  private void read(HandshakeMessage message, Bytes raw) {
    List<Field> header = new ArrayList<>();
    WireReader reader = WireReader.recording(raw, header::add);
    reader.u8("msg_type");
    reader.u24("length");
    int before = header.size();
    if (message instanceof ServerKeyExchange) {
      serverShare(reader);
    } else {
      clientShare(reader);
    }
    reader.end();
    found.addAll(header.subList(before, header.size()));
  }

  private void serverShare(WireReader reader) {
    switch (suite.keyExchange()) {
      case ECDHE, ECDH_ANON -> {
        if (reader.u8(SHARE + "curve_type", KeyExchangeFields::curveType) == NAMED_CURVE) {
          reader.code16(SHARE + "namedcurve", NamedGroup::of);
          reader.opaque8(SHARE + "public", 1, 0xFF);
        } else {
          reader.rest(SHARE + "explicit_curve");
        }
      }
      case DHE, DH_ANON, DHE_EXPORT, DH_ANON_EXPORT, DHE_EXPORT1024 -> {
        reader.opaque16(SHARE + "dh_p", 1, 0xFFFF);
        reader.opaque16(SHARE + "dh_g", 1, 0xFFFF);
        reader.opaque16(SHARE + "dh_Ys", 1, 0xFFFF);
      }
      default -> reader.rest("params");
    }
    if (reader.hasRemaining() && suite.authentication() != AuthenticationMethod.ANONYMOUS) {
      if (version.atLeast(ProtocolVersion.TLS_1_2)) {
        reader.code16(SIGNED + "algorithm", SignatureScheme::of);
      }
      reader.opaque16(SIGNED + "signature", 0, 0xFFFF);
    }
  }

  private void clientShare(WireReader reader) {
    switch (suite.keyExchange()) {
      case ECDHE, ECDH_ANON -> reader.opaque8(EXCHANGE + "ecdh_Yc", 1, 0xFF);
      case DHE, DH_ANON, DHE_EXPORT, DH_ANON_EXPORT, DHE_EXPORT1024 ->
          reader.opaque16(EXCHANGE + "dh_Yc", 1, 0xFFFF);
      case RSA, RSA_EXPORT, RSA_EXPORT1024 -> {
        // SSL 3.0 leaves the length out: RFC 5246 §7.4.7.1
        if (version.atLeast(ProtocolVersion.TLS_1_0)) {
          reader.opaque16(EXCHANGE + "encrypted_pre_master_secret", 1, 0xFFFF);
        } else {
          reader.rest(EXCHANGE + "encrypted_pre_master_secret");
        }
      }
      default -> reader.rest("exchange_keys");
    }
  }

  private static String curveType(int code) {
    return code == NAMED_CURVE ? "named_curve(3)" : "curve type " + code;
  }

  /** What the message says, in a few words; empty where its opened fields say nothing. */
  static String summary(List<Field> fields) {
    List<String> parts = new ArrayList<>();
    for (Field field : fields) {
      switch (field.path()) {
        case SHARE + "namedcurve" -> parts.add("share " + field.value());
        case SHARE + "dh_p" -> parts.add("share in a group of " + 8 * field.length() + " bits");
        case SIGNED + "algorithm" -> parts.add("signed " + field.value());
        case SIGNED + "signature" -> {
          if (parts.size() < 2) {
            parts.add("signed");
          }
        }
        case EXCHANGE + "ecdh_Yc" -> parts.add("share on the same curve");
        case EXCHANGE + "dh_Yc" -> parts.add("share in the same group");
        case EXCHANGE + "encrypted_pre_master_secret" ->
            parts.add("the secret, under the server's RSA key");
        default -> {
          // adds nothing
        }
      }
    }
    return String.join(" · ", parts);
  }
}
