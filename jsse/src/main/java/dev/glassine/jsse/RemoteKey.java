package dev.glassine.jsse;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a private key that is elsewhere, so that a certificate can be presented whose
 * signatures an {@link Answerer} gets: a credential is made of the certificate and this. It has no
 * octets; where no answerer signs for it, the handshake fails and says so. Immutable.
 */
public final class RemoteKey implements PrivateKey {
  private static final long serialVersionUID = 1L;

  private final String algorithm;

  private RemoteKey(String algorithm) {
    this.algorithm = algorithm;
  }

  /** For the key that belongs to {@code certificate}. */
  public static RemoteKey of(X509Certificate certificate) {
    return new RemoteKey(certificate.getPublicKey().getAlgorithm());
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  /** Null: it has no octets. */
  @Override
  public @Nullable String getFormat() {
    return null;
  }

  /** Null: it has no octets. */
  @Override
  public byte @Nullable [] getEncoded() {
    return null;
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a remote key is where it is");
  }

  @Override
  public String toString() {
    return "RemoteKey(" + algorithm + ")";
  }
}
