package dev.glassine.core.crypto.jca;

import dev.glassine.core.alert.*;
import dev.glassine.core.crypto.*;
import dev.glassine.core.registry.*;
import dev.glassine.core.wire.Bytes;
import java.math.BigInteger;
import java.security.*;
import java.security.interfaces.*;
import java.security.spec.*;
import java.util.*;
import javax.crypto.*;
import javax.crypto.spec.*;

/** Scaffold. */
public final class JcaCrypto {
  private JcaCrypto() {}
  private static final CryptoProvider P = make();
  public static CryptoProvider standard() { return P; }
  interface Act<T> { T run() throws Exception; }
  static <T> T un(Act<T> a) { try { return a.run(); } catch (RuntimeException e) { throw e; } catch (Exception e) { throw new IllegalStateException(e); } }
  static CryptoProvider make() {
    List<Hash> hashes = new ArrayList<>(); List<Hmac> hmacs = new ArrayList<>();
    for (HashAlgorithm h : HashAlgorithm.values()) {
      hashes.add(new Hash() {
        public HashAlgorithm algorithm() { return h; }
        public Digest start() { return digest(un(() -> MessageDigest.getInstance(h.standardName()))); }
      });
      hmacs.add(new Hmac() {
        public HashAlgorithm hash() { return h; }
        public Keyed key(byte[] key) {
          Mac mac = un(() -> { Mac m = Mac.getInstance(h.hmacName()); m.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "x")); return m; });
          return new Keyed() {
            public void update(byte[] o, int off, int len) { mac.update(o, off, len); }
            public void finish(byte[] out, int off) { un(() -> { mac.doFinal(out, off); return 0; }); }
          };
        }
      });
    }
    List<Aead> aeads = List.of(aead(BulkCipher.AES_128_GCM), aead(BulkCipher.AES_256_GCM), aead(BulkCipher.CHACHA20_POLY1305));
    List<CbcCipher> cbcs = List.of(cbc(BulkCipher.AES_128_CBC), cbc(BulkCipher.AES_256_CBC));
    List<KeyExchange> kx = List.of(xdh(NamedGroup.X25519, 32), ec(NamedGroup.SECP256R1, 32));
    List<SignatureAlgorithm> sigs = new ArrayList<>();
    for (SignatureScheme s : SignatureScheme.all()) if (s.kind() != SignatureScheme.Kind.OTHER && s.kind() != SignatureScheme.Kind.DSA && s.standing() != Standing.NAMED_ONLY) sigs.add(sig(s));
    return new CryptoProvider("scaffold", hashes, hmacs, aeads, cbcs, List.of(), kx, null, sigs, null);
  }
  static Hash.Digest digest(MessageDigest md) {
    return new Hash.Digest() {
      public void update(byte[] o, int off, int len) { md.update(o, off, len); }
      public byte[] finish() { return md.digest(); }
      public Hash.Digest copy() { return un(() -> digest((MessageDigest) md.clone())); }
    };
  }
  static Aead aead(BulkCipher c) {
    boolean cha = c == BulkCipher.CHACHA20_POLY1305;
    return new Aead() {
      public BulkCipher cipher() { return c; }
      public Keyed key(byte[] key, Direction d) {
        SecretKeySpec k = new SecretKeySpec(key, cha ? "ChaCha20" : "AES");
        Cipher ci = un(() -> Cipher.getInstance(cha ? "ChaCha20-Poly1305" : "AES/GCM/NoPadding"));
        return new Keyed() {
          int run(int mode, byte[] nonce, byte[] aad, int al, byte[] in, int io, int il, byte[] out, int oo) throws Exception {
            ci.init(mode, k, cha ? new IvParameterSpec(nonce) : new GCMParameterSpec(128, nonce));
            ci.updateAAD(aad, 0, al);
            return ci.doFinal(in, io, il, out, oo);
          }
          public int seal(byte[] nonce, byte[] aad, int al, byte[] in, int io, int il, byte[] out, int oo) { return un(() -> run(1, nonce, aad, al, in, io, il, out, oo)); }
          public int open(byte[] nonce, byte[] aad, int al, byte[] in, int io, int il, byte[] out, int oo) {
            return un(() -> { try { return run(2, nonce, aad, al, in, io, il, out, oo); } catch (AEADBadTagException e) { return -1; } });
          }
          public void close() {}
        };
      }
    };
  }
  static CbcCipher cbc(BulkCipher c) {
    return new CbcCipher() {
      public BulkCipher cipher() { return c; }
      public Keyed key(byte[] key, Aead.Direction d) {
        Cipher ci = un(() -> Cipher.getInstance("AES/CBC/NoPadding"));
        SecretKeySpec k = new SecretKeySpec(key, "AES");
        return (iv, ivo, in, io, len, out, oo) -> un(() -> { ci.init(d == Aead.Direction.SEAL ? 1 : 2, k, new IvParameterSpec(iv, ivo, 16)); return ci.doFinal(in, io, len, out, oo); });
      }
    };
  }
  static KeyExchange xdh(NamedGroup g, int n) {
    return new KeyExchange() {
      public NamedGroup group() { return g; }
      public Offer offer(SecureRandom r) {
        KeyPair kp = un(() -> { var kg = KeyPairGenerator.getInstance("XDH"); kg.initialize(new NamedParameterSpec(g.algorithm()), r); return kg.generateKeyPair(); });
        return new Offer() {
          public Bytes share() {
            byte[] u = ((XECPublicKey) kp.getPublic()).getU().toByteArray(); byte[] o = new byte[n];
            for (int i = 0; i < n && i < u.length; i++) o[i] = u[u.length - 1 - i];
            return Bytes.wrap(o);
          }
          public Secret agree(Bytes peer) {
            if (peer.length() != n) throw new TlsFailure.Misbehaved(Reason.BAD_KEY_SHARE, g.name());
            byte[] p = peer.toArray(); byte[] be = new byte[n]; for (int i = 0; i < n; i++) be[i] = p[n - 1 - i];
            be[0] &= 0x7f;
            return un(() -> { var ka = KeyAgreement.getInstance("XDH"); ka.init(kp.getPrivate());
              try { ka.doPhase(KeyFactory.getInstance("XDH").generatePublic(new XECPublicKeySpec(new NamedParameterSpec(g.algorithm()), new BigInteger(1, be))), true); return Secret.wrap(ka.generateSecret()); }
              catch (InvalidKeyException e) { throw new TlsFailure.Misbehaved(Reason.BAD_KEY_SHARE, g.name()); } });
          }
        };
      }
      public Reply reply(Bytes peer, SecureRandom r) { Offer o = offer(r); return new Reply(o.share(), o.agree(peer)); }
    };
  }
  static KeyExchange ec(NamedGroup g, int n) {
    return new KeyExchange() {
      public NamedGroup group() { return g; }
      public Offer offer(SecureRandom r) {
        KeyPair kp = un(() -> { var kg = KeyPairGenerator.getInstance("EC"); kg.initialize(new ECGenParameterSpec(g.algorithm()), r); return kg.generateKeyPair(); });
        return new Offer() {
          public Bytes share() {
            ECPoint w = ((ECPublicKey) kp.getPublic()).getW(); byte[] o = new byte[1 + 2 * n]; o[0] = 4; put(w.getAffineX(), o, 1, n); put(w.getAffineY(), o, 1 + n, n); return Bytes.wrap(o);
          }
          public Secret agree(Bytes peer) {
            if (peer.length() != 1 + 2 * n || peer.at(0) != 4) throw new TlsFailure.Misbehaved(Reason.BAD_KEY_SHARE, g.name());
            return un(() -> { byte[] p = peer.toArray(); var pt = new ECPoint(new BigInteger(1, Arrays.copyOfRange(p, 1, 1 + n)), new BigInteger(1, Arrays.copyOfRange(p, 1 + n, p.length)));
              try { var ka = KeyAgreement.getInstance("ECDH"); ka.init(kp.getPrivate()); ka.doPhase(KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(pt, ((ECPublicKey) kp.getPublic()).getParams())), true); return Secret.wrap(ka.generateSecret()); }
              catch (InvalidKeyException | InvalidKeySpecException e) { throw new TlsFailure.Misbehaved(Reason.BAD_KEY_SHARE, g.name()); } });
          }
        };
      }
      public Reply reply(Bytes peer, SecureRandom r) { Offer o = offer(r); return new Reply(o.share(), o.agree(peer)); }
    };
  }
  static void put(BigInteger v, byte[] o, int off, int n) { byte[] b = v.toByteArray(); for (int i = 0; i < n && i < b.length; i++) o[off + n - 1 - i] = b[b.length - 1 - i]; }
  static SignatureAlgorithm sig(SignatureScheme s) {
    return new SignatureAlgorithm() {
      public SignatureScheme scheme() { return s; }
      public boolean fits(PublicKey key, ProtocolVersion v) {
        return switch (s.kind()) {
          case RSA_PKCS1, RSA_PSS_RSAE -> key.getAlgorithm().equals("RSA");
          case RSA_PSS_PSS -> key.getAlgorithm().equals("RSASSA-PSS");
          case ECDSA -> key.getAlgorithm().equals("EC") && (!v.atLeast(ProtocolVersion.TLS_1_3) || (s.curve() != null && s.curve().clientShareLength() / 2 == (((ECPublicKey) key).getParams().getCurve().getField().getFieldSize() + 7) / 8));
          case EDDSA -> key instanceof EdECPublicKey e && e.getParams().getName().equalsIgnoreCase(s.name());
          default -> false;
        };
      }
      Signature make() throws Exception {
        String h = s.hash() == null ? "" : s.hash().standardName().replace("-", "");
        Signature g = Signature.getInstance(switch (s.kind()) { case RSA_PKCS1 -> h + "withRSA"; case ECDSA -> h + "withECDSA"; case EDDSA -> s.name(); default -> "RSASSA-PSS"; });
        if (s.kind() == SignatureScheme.Kind.RSA_PSS_PSS || s.kind() == SignatureScheme.Kind.RSA_PSS_RSAE) g.setParameter(new PSSParameterSpec(s.hash().standardName(), "MGF1", new MGF1ParameterSpec(s.hash().standardName()), s.hash().length(), 1));
        return g;
      }
      public byte[] sign(PrivateKey key, byte[] in, SecureRandom r) { return un(() -> { Signature g = make(); g.initSign(key, r); g.update(in); return g.sign(); }); }
      public boolean verify(PublicKey key, byte[] in, byte[] sg) { try { Signature g = make(); g.initVerify(key); g.update(in); return g.verify(sg); } catch (Exception e) { return false; } }
    };
  }
}
