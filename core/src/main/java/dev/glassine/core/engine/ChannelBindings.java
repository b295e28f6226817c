package dev.glassine.core.engine;

import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.keys.Exporter;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Computes the channel bindings of an established connection. */
final class ChannelBindings {
  private ChannelBindings() {}

  /**
   * RFC 5929 §3: the first Finished message; a resumed or unbound main secret would make it
   * forgeable (RFC 7627 §5.4).
   */
  static @Nullable Bytes unique(ConnectionInfo info, Bytes firstFinished) {
    return info.version().atLeast(ProtocolVersion.TLS_1_3)
            || !info.extendedMainSecret()
            || firstFinished.isEmpty()
        ? null
        : firstFinished;
  }

  /**
   * RFC 5929 §4.1: the hash of the certificate's own signature algorithm, SHA-256 in place of MD5
   * and SHA-1.
   */
  static @Nullable Bytes serverEndPoint(CryptoProvider crypto, List<X509Certificate> serverChain) {
    if (serverChain.isEmpty()) {
      return null;
    }
    X509Certificate certificate = serverChain.getFirst();
    HashAlgorithm algorithm =
        hashOf(certificate.getSigAlgName().toUpperCase(Locale.ROOT), certificate);
    if (algorithm == null) {
      return null;
    }
    try {
      Hash.Digest digest = crypto.hash(algorithm).start();
      digest.update(Bytes.wrap(certificate.getEncoded()));
      return Bytes.wrap(digest.finish());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was parsed does not encode", e);
    }
  }

  private static @Nullable HashAlgorithm hashOf(String signatureName, X509Certificate certificate) {
    if (signatureName.startsWith("SHA384")) {
      return HashAlgorithm.SHA384;
    }
    if (signatureName.startsWith("SHA512")) {
      return HashAlgorithm.SHA512;
    }
    if (signatureName.startsWith("SHA224")) {
      return HashAlgorithm.SHA224;
    }
    if (signatureName.startsWith("SHA") || signatureName.startsWith("MD5")) {
      return HashAlgorithm.SHA256;
    }
    if (signatureName.startsWith("RSASSA-PSS")) {
      String parameters =
          String.valueOf(certificate.getSigAlgParams() == null ? "" : pssHash(certificate));
      return parameters.contains("384")
          ? HashAlgorithm.SHA384
          : parameters.contains("512") ? HashAlgorithm.SHA512 : HashAlgorithm.SHA256;
    }
    // RFC 5929 §4.1: undefined where the signature has no single hash, as EdDSA
    return null;
  }

  private static String pssHash(X509Certificate certificate) {
    try {
      java.security.AlgorithmParameters parameters =
          java.security.AlgorithmParameters.getInstance("RSASSA-PSS");
      parameters.init(certificate.getSigAlgParams());
      return parameters
          .getParameterSpec(java.security.spec.PSSParameterSpec.class)
          .getDigestAlgorithm();
    } catch (java.security.GeneralSecurityException | java.io.IOException e) {
      return "";
    }
  }

  /** RFC 9266 §2. */
  static @Nullable Bytes exporter(ConnectionInfo info, Exporter exporter) {
    if (!info.extendedMainSecret()) {
      // RFC 9266 §4.2: without extended main secret the binding is not unique
      return null;
    }
    try (Secret binding = exporter.export("EXPORTER-Channel-Binding", new byte[0], 32)) {
      return Bytes.copyOf(binding.reveal(Secret.Access.EXPORT));
    }
  }
}
