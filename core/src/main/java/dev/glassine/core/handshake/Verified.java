package dev.glassine.core.handshake;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.SignatureAlgorithm;
import dev.glassine.core.identity.CertificateParser;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import dev.glassine.core.keys.ConstantTime;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.SignatureScheme;
import dev.glassine.core.session.SessionState;
import dev.glassine.core.wire.Bytes;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Proofs. An object of one of these types exists only where the check that it is named after has
 * passed, because only that check makes one. The states of an established connection require them,
 * so a flow that forgets a check does not compile.
 *
 * <pre>
 *   ChainVerdict --> AcceptedChain --+
 *                                    +--> PeerIdentity --+
 *   CertificateVerify --> GoodSignature                  +--> Connected
 *                          Finished --> GoodFinished ----+
 * </pre>
 */
public final class Verified {
  private Verified() {}

  /** A chain that its judge accepted. That the peer holds its key is not proven yet. */
  public static final class AcceptedChain {
    private final PresentedChain presented;

    private AcceptedChain(PresentedChain presented) {
      this.presented = presented;
    }

    /**
     * The chain, if the verdict is good.
     *
     * @throws TlsFailure the judge's reason
     */
    public static AcceptedChain of(PresentedChain presented, ChainVerdict verdict) {
      return switch (verdict) {
        case ChainVerdict.Accepted accepted -> new AcceptedChain(presented);
        case ChainVerdict.Refused(Reason reason, String detail, Exception cause) ->
            throw TlsFailure.of(reason, detail, cause);
      };
    }

    /** As presented, the peer's own first. */
    public List<X509Certificate> certificates() {
      return presented.certificates();
    }

    /** What was stapled, in DER, or null. */
    public @Nullable Bytes ocspResponse() {
      return presented.ocspResponse();
    }

    /** The peer's own certificate. */
    public X509Certificate certificate() {
      return presented.certificates().getFirst();
    }
  }

  /** A signature over the handshake by the key of an accepted chain. */
  public static final class GoodSignature {
    private final AcceptedChain chain;
    private final SignatureScheme scheme;

    private GoodSignature(AcceptedChain chain, SignatureScheme scheme) {
      this.chain = chain;
      this.scheme = scheme;
    }

    /**
     * Checks a handshake signature.
     *
     * @param offered what this side said that it verifies
     * @param input what was signed
     * @throws TlsFailure where the scheme was not offered, is not for handshakes of this version,
     *     does not fit the key, or the signature is wrong
     */
    public static GoodSignature verify(
        CryptoProvider crypto,
        ProtocolVersion version,
        List<SignatureScheme> offered,
        AcceptedChain chain,
        SignatureScheme scheme,
        byte[] input,
        Bytes signature) {
      SignatureAlgorithm algorithm = crypto.signature(scheme);
      // RFC 9846 §4.5.2: "the signature algorithm MUST be one offered in the client's
      // "signature_algorithms" extension"
      if (algorithm == null || !offered.contains(scheme) || !scheme.signsHandshakeIn(version)) {
        throw new TlsFailure.Misbehaved(
            Reason.UNOFFERED_SIGNATURE_SCHEME, "algorithm: " + scheme + ", offered " + offered);
      }
      // RFC 9846 §4.5.2: "the signature algorithm MUST be compatible with the key in the sender's
      // end-entity certificate"
      if (!algorithm.fits(chain.certificate().getPublicKey(), version)) {
        throw new TlsFailure.Misbehaved(
            Reason.SIGNATURE_SCHEME_NOT_FOR_KEY,
            scheme + " with a key of " + chain.certificate().getPublicKey().getAlgorithm());
      }
      // RFC 9846 §4.5.2: "If the verification fails, the receiver MUST terminate the handshake with
      // a "decrypt_error" alert."
      if (!algorithm.verify(chain.certificate().getPublicKey(), input, signature.toArray())) {
        throw new TlsFailure.Misbehaved(
            Reason.BAD_SIGNATURE,
            scheme + " by " + chain.certificate().getSubjectX500Principal().getName());
      }
      return new GoodSignature(chain, scheme);
    }

    /** What it was made with. */
    public SignatureScheme scheme() {
      return scheme;
    }
  }

  /**
   * A Finished message with the right verify_data: the peer saw the same handshake and has the same
   * secret.
   */
  public static final class GoodFinished {
    private GoodFinished() {}

    /**
     * Compares in constant time.
     *
     * @throws TlsFailure BAD_FINISHED
     */
    public static GoodFinished verify(byte[] expected, Bytes verifyData) {
      // RFC 9846 §4.5.3: "MUST verify that the contents are correct and if incorrect MUST terminate
      // the connection with a "decrypt_error" alert"
      return sentBack(expected, verifyData, Reason.BAD_FINISHED, "Finished.verify_data");
    }

    /**
     * What ends the handshake of SSL 2.0: a value of this side, sent back under the new keys.
     * Compares in constant time.
     *
     * @throws TlsFailure {@code otherwise}, which {@code field} is the evidence for
     */
    public static GoodFinished sentBack(
        byte[] expected, Bytes received, Reason otherwise, String field) {
      if (!ConstantTime.equal(expected, received.toArray())) {
        throw TlsFailure.of(otherwise, field);
      }
      return new GoodFinished();
    }
  }

  /** Who the peer is, and how that is known. */
  public static final class PeerIdentity {
    private final List<X509Certificate> certificates;
    private final @Nullable SignatureScheme signature;
    private final @Nullable Bytes ocspResponse;

    private PeerIdentity(
        List<X509Certificate> certificates,
        @Nullable SignatureScheme signature,
        @Nullable Bytes ocspResponse) {
      this.certificates = certificates;
      this.signature = signature;
      this.ocspResponse = ocspResponse;
    }

    /** By an accepted chain whose key signed this handshake. */
    public static PeerIdentity signed(GoodSignature signature) {
      return new PeerIdentity(
          signature.chain.certificates(), signature.scheme, signature.chain.ocspResponse());
    }

    /**
     * By an accepted chain whose key decrypted the premaster secret, as the Finished shows (static
     * RSA).
     */
    public static PeerIdentity decrypted(AcceptedChain chain, GoodFinished finished) {
      java.util.Objects.requireNonNull(finished);
      return new PeerIdentity(chain.certificates(), null, chain.ocspResponse());
    }

    /** By a session that was resumed: what its full handshake proved, under the same policy. */
    public static PeerIdentity resumed(SessionState session) {
      return new PeerIdentity(CertificateParser.shared().parse(session.peerChain()), null, null);
    }

    /** Not at all: a client that was not asked, or had no certificate. */
    public static PeerIdentity anonymous() {
      return new PeerIdentity(List.of(), null, null);
    }

    /** The peer's own first; empty for none. */
    public List<X509Certificate> certificates() {
      return certificates;
    }

    /** What the peer signed this handshake with, or null where it did not. */
    public @Nullable SignatureScheme signature() {
      return signature;
    }

    /** What was stapled, in DER, or null. */
    public @Nullable Bytes ocspResponse() {
      return ocspResponse;
    }
  }
}
