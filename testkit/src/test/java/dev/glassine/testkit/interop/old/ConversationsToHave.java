package dev.glassine.testkit.interop.old;

import static dev.glassine.core.registry.ProtocolVersion.SSL_2_0;
import static dev.glassine.core.registry.ProtocolVersion.SSL_3_0;
import static dev.glassine.core.registry.ProtocolVersion.TLS_1_0;
import static dev.glassine.core.registry.ProtocolVersion.TLS_1_1;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import java.util.List;

/** The conversations that are worth a file: one for each thing that peers do in their own way. */
record ConversationsToHave(String file, OldPeer peer, Side side, OldCase wanted) {
  static final List<ConversationsToHave> ALL =
      List.of(
          // our client, at servers
          visit("ssl30-rc4", OldPeers.NODE_012, of(SSL_3_0, "RSA_WITH_RC4_128_SHA").resuming()),
          visit(
              "ssl30-des-client-certificate",
              OldPeers.NODE_012,
              of(SSL_3_0, "RSA_WITH_DES_CBC_SHA").with(ClientCertificate.GIVEN)),
          visit(
              "ssl30-no-certificate",
              OldPeers.SUN_JSSE,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").with(ClientCertificate.WITHHELD)),
          visit(
              "ssl30-certificate-missing",
              OldPeers.OPENSSL_098,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").with(ClientCertificate.MISSING)),
          visit(
              "ssl30-rsa-export",
              OldPeers.OPENSSL_098,
              of(SSL_3_0, "RSA_EXPORT_WITH_RC2_CBC_40_MD5").resuming()),
          visit(
              "ssl30-dhe-export",
              OldPeers.OPENSSL_098,
              of(SSL_3_0, "DHE_RSA_EXPORT_WITH_DES40_CBC_SHA")),
          visit("ssl30-anonymous", OldPeers.NODE_012, of(SSL_3_0, "DH_anon_WITH_RC4_128_MD5")),
          visit(
              "ssl30-deflate",
              OldPeers.OPENSSL_102,
              of(SSL_3_0, "RSA_WITH_3DES_EDE_CBC_SHA").compressing().resuming()),
          visit(
              "ssl30-unnamed-curve", OldPeers.SUN_JSSE, of(SSL_3_0, "ECDHE_RSA_WITH_RC4_128_SHA")),
          visit(
              "ssl30-bare-dsa-signature",
              OldPeers.NSS,
              of(SSL_3_0, "DHE_DSS_WITH_3DES_EDE_CBC_SHA")),
          visit(
              "tls10-split-records",
              OldPeers.NODE_012,
              of(TLS_1_0, "RSA_WITH_AES_128_CBC_SHA").resuming()),
          visit(
              "tls10-encrypt-then-mac",
              OldPeers.TLSLITE,
              of(TLS_1_0, "DHE_RSA_WITH_3DES_EDE_CBC_SHA")),
          visit("tls11-explicit-iv", OldPeers.OPENSSL_102, of(TLS_1_1, "RSA_WITH_AES_256_CBC_SHA")),
          // our server, for clients
          serve("ssl30-rc4", OldPeers.NASSL, of(SSL_3_0, "RSA_WITH_RC4_128_SHA").resuming()),
          serve(
              "ssl30-des-client-certificate",
              OldPeers.NODE_012,
              of(SSL_3_0, "RSA_WITH_DES_CBC_SHA").with(ClientCertificate.GIVEN)),
          serve(
              "ssl30-no-certificate",
              OldPeers.NODE_010,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").with(ClientCertificate.WITHHELD)),
          serve(
              "ssl30-empty-certificate",
              OldPeers.TLSLITE,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").with(ClientCertificate.WITHHELD)),
          serve(
              "ssl30-certificate-missing",
              OldPeers.NASSL,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").with(ClientCertificate.MISSING)),
          serve(
              "ssl30-rsa-export",
              OldPeers.NASSL,
              of(SSL_3_0, "RSA_EXPORT_WITH_RC4_40_MD5").resuming()),
          serve(
              "ssl30-deflate",
              OldPeers.NASSL,
              of(SSL_3_0, "RSA_WITH_RC4_128_SHA")
                  .with(ClientCertificate.GIVEN)
                  .compressing()
                  .resuming()),
          serve(
              "ssl30-bare-dsa-signature",
              OldPeers.NSS,
              of(SSL_3_0, "RSA_WITH_RC4_128_SHA").with(ClientCertificate.GIVEN_DSS)),
          serve("tls10-split-records", OldPeers.SUN_JSSE, of(TLS_1_0, "RSA_WITH_AES_128_CBC_SHA")),
          serve(
              "tls11-http-client",
              OldPeers.NSS,
              of(TLS_1_1, "DHE_RSA_WITH_AES_128_CBC_SHA").resuming()),
          // SSL 2.0, and its hello
          visit("ssl20-rc4", OldPeers.NODE_012, ssl2("RC4_128")),
          visit("ssl20-rc2-export", OldPeers.NODE_010, ssl2("RC2_128_CBC_EXPORT40")),
          visit(
              "ssl20-client-certificate",
              OldPeers.OPENSSL_098,
              ssl2("DES_192_EDE3_CBC").with(ClientCertificate.GIVEN).resuming()),
          visit(
              "ssl30-hello-of-ssl20",
              OldPeers.OPENSSL_098,
              of(SSL_3_0, "RSA_WITH_3DES_EDE_CBC_SHA").helloOfSsl2()),
          serve("ssl20-rc4", OldPeers.NASSL, ssl2("RC4_128").resuming()),
          serve("ssl20-des", OldPeers.NODE_012, ssl2("DES_64_CBC")),
          serve(
              "ssl20-client-certificate",
              OldPeers.NASSL,
              ssl2("RC2_128_CBC").with(ClientCertificate.GIVEN)),
          serve(
              "ssl20-certificate-missing",
              OldPeers.NASSL,
              ssl2("RC4_128").with(ClientCertificate.MISSING)),
          serve(
              "ssl30-hello-of-ssl20",
              OldPeers.NODE_012,
              of(SSL_3_0, "RSA_WITH_RC4_128_MD5").helloOfSsl2()),
          serve(
              "tls10-hello-of-ssl20",
              OldPeers.SUN_JSSE,
              of(TLS_1_0, "RSA_WITH_3DES_EDE_CBC_SHA").helloOfSsl2()));

  private static ConversationsToHave visit(String file, OldPeer peer, OldCase wanted) {
    return new ConversationsToHave(file + "-client", peer, Side.CLIENT, wanted);
  }

  private static ConversationsToHave serve(String file, OldPeer peer, OldCase wanted) {
    return new ConversationsToHave(file + "-server", peer, Side.SERVER, wanted);
  }

  private static OldCase ssl2(String kind) {
    return OldCase.of(SSL_2_0, CipherSuite.named("SSL_CK_" + kind + "_WITH_MD5").orElseThrow());
  }

  private static OldCase of(ProtocolVersion version, String suite) {
    return OldCase.of(version, CipherSuite.named("TLS_" + suite).orElseThrow());
  }
}
