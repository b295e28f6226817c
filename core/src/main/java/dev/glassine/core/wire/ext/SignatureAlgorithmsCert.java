package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/**
 * signature_algorithms_cert (RFC 9846 §4.3.3): what the sender can verify in certificates, where
 * that differs from signature_algorithms.
 *
 * <pre>
 *   struct {
 *       SignatureScheme supported_signature_algorithms&lt;2..2^16-2&gt;;
 *   } SignatureSchemeList;
 * </pre>
 *
 * @param schemes in the sender's order of preference
 */
public record SignatureAlgorithmsCert(List<SignatureScheme> schemes) implements Extension {
  /** Copies the list. */
  public SignatureAlgorithmsCert {
    schemes = List.copyOf(schemes);
  }

  static SignatureAlgorithmsCert read(WireReader reader) {
    return new SignatureAlgorithmsCert(
        reader.codes16("supported_signature_algorithms", 2, 0xFFFE, SignatureScheme::of));
  }

  @Override
  public void write(WireWriter writer) {
    writer.codes16(schemes);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SIGNATURE_ALGORITHMS_CERT;
  }
}
