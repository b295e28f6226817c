package dev.glassine.core.identity;

import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.wire.Bytes;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A certificate chain with the private key of its first certificate, and what is stapled to it.
 * Immutable and thread-safe; the chain is encoded once. The key may live in a token: it is only
 * ever handed to its provider.
 */
public final class Credential {
  private final List<X509Certificate> chain;
  private final List<Bytes> encodedChain;
  private final PrivateKey key;
  private final Attachments attachments;

  /**
   * What goes with a chain and its key.
   *
   * @param signingSchemes what the key signs with, in order; null for what the context does
   * @param namedIssuersOnly whether the peer must name an issuer of the chain
   */
  private record Attachments(
      @Nullable Bytes ocspResponse,
      @Nullable List<SignatureScheme> signingSchemes,
      boolean namedIssuersOnly) {
    static final Attachments NONE = new Attachments(null, null, false);
  }

  private Credential(
      List<X509Certificate> chain,
      List<Bytes> encodedChain,
      PrivateKey key,
      Attachments attachments) {
    this.chain = chain;
    this.encodedChain = encodedChain;
    this.key = key;
    this.attachments = attachments;
  }

  /**
   * A credential without a stapled response.
   *
   * @param chain own certificate first, then its issuers in order; at least one
   * @throws IllegalArgumentException where the chain is empty or does not encode
   */
  public static Credential of(List<X509Certificate> chain, PrivateKey key) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("a credential needs at least its own certificate");
    }
    List<Bytes> encoded = new ArrayList<>();
    try {
      for (X509Certificate certificate : chain) {
        encoded.add(Bytes.copyOf(certificate.getEncoded()));
      }
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate of the chain does not encode", e);
    }
    return new Credential(List.copyOf(chain), List.copyOf(encoded), key, Attachments.NONE);
  }

  /** The same with a DER OCSP response to staple (RFC 6066 §8). */
  public Credential withOcspResponse(Bytes response) {
    return with(
        new Attachments(response, attachments.signingSchemes, attachments.namedIssuersOnly));
  }

  /**
   * The same, whose key signs with these schemes only, in this order of preference; schemes that
   * its context does not sign with stay out.
   */
  public Credential withSigningSchemes(List<SignatureScheme> schemes) {
    return with(
        new Attachments(
            attachments.ocspResponse, List.copyOf(schemes), attachments.namedIssuersOnly));
  }

  /**
   * The same, which is presented only to a peer that names an issuer of its chain
   * (certificate_authorities, RFC 9846 §4.3.4).
   */
  public Credential forNamedIssuersOnly() {
    return with(new Attachments(attachments.ocspResponse, attachments.signingSchemes, true));
  }

  private Credential with(Attachments others) {
    return new Credential(chain, encodedChain, key, others);
  }

  /** Own certificate first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The chain in DER, in the same order. */
  public List<Bytes> encodedChain() {
    return encodedChain;
  }

  /** Own certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** Own public key. */
  public PublicKey publicKey() {
    return certificate().getPublicKey();
  }

  /** The private key; its octets are never asked for. */
  public PrivateKey key() {
    return key;
  }

  /** The DER OCSP response to staple, or null. */
  public @Nullable Bytes ocspResponse() {
    return attachments.ocspResponse;
  }

  /** What the key may sign with, in order, in a context that signs with {@code ofContext}. */
  public List<SignatureScheme> signingSchemes(List<SignatureScheme> ofContext) {
    List<SignatureScheme> own = attachments.signingSchemes;
    return own == null ? ofContext : own.stream().filter(ofContext::contains).toList();
  }

  /** Whether the peer must name an issuer of the chain. */
  public boolean isForNamedIssuersOnly() {
    return attachments.namedIssuersOnly;
  }

  /** The subject of the own certificate; never the key. */
  @Override
  public String toString() {
    return "Credential(" + certificate().getSubjectX500Principal().getName() + ")";
  }
}
