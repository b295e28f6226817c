package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.identity.Pem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the command answers to right and wrong command lines; results on standard output, talk on
 * standard error.
 */
class CommandLineTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"serve", "connect", "cert", "suites", "crypto"})
  void everyVerbHasAHelpPageWithExamplesAndExitCodes(String verb) {
    CommandRun result = CommandRun.of(verb, "--help");

    assertThat(result.code()).isZero();
    assertThat(result.out())
        .contains("Usage: glassine " + verb, "Examples:", "Exit codes:", "  glassine " + verb);
    assertThat(result.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect | Missing required parameter",
        "connect example.org | neither https://host[:port]/path nor host:port",
        "connect http://example.org/ | plain HTTP",
        "connect example.org:99999 | not within 1..65535",
        "connect example.org:abc | not a port number",
        "connect localhost:1 --tls 1.4 | 1.3, 1.2, 1.1",
        "connect localhost:1 --groups x25518 | no group is named",
        "connect localhost:1 --suites TLS_NONSENSE | no cipher suite is named",
        "connect localhost:1 --suites TLS_RSA_WITH_RC4_128_SHA | is broken: --legacy VERSION lets it in",
        "connect localhost:1 --suites TLS_RSA_EXPORT_WITH_RC4_40_MD5 | --legacy VERSION and --allow-export",
        "connect localhost:1 --legacy ssl3 --suites TLS_RSA_WITH_NULL_MD5 | is broken: --allow-export",
        "connect localhost:1 --tls ssl3 | SSL 3.0 is broken: --legacy ssl3 lets it in",
        "connect localhost:1 --legacy tls1.0 --tls ssl2 | SSL 2.0 is broken: --legacy ssl2 lets it in",
        "connect localhost:1 --legacy tls1.3 | tls1.2, tls1.1, tls1.0, ssl3 or ssl2, not 'tls1.3'",
        "connect localhost:1 --legacy ssl1 | SSL 1.0 was never published",
        "serve --legacy ssl4 | tls1.2, tls1.1, tls1.0, ssl3 or ssl2, not 'ssl4'",
        "serve --allow-compression-broken-by-crime | goes with --legacy VERSION",
        "serve --allow-export-anonymous-and-null-suites | goes with --legacy VERSION",
        "cert --sha1 --kind ecdsa | RSA keys only",
        "connect localhost:1 --cafile /nowhere/ca.pem | /nowhere/ca.pem",
        "connect localhost:1 --cert only.pem | go together",
        "connect localhost:1 --starttls gopher | gopher",
        "serve --port 70000 | 0..65535",
        "serve --root /nowhere | not a folder",
        "serve --cert only.pem | go together",
        "serve --client-auth maybe | maybe",
        "cert --kind dsa | dsa",
        "cert --client alice localhost | either for a client",
        "nonsense | nonsense",
      })
  void saysWhatIsWrongWithACommandLine(String line, String hint) {
    CommandRun result = CommandRun.of(line.split(" ", -1));

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(hint);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void saysWhenNobodyListens() {
    CommandRun result = CommandRun.of("connect", "127.0.0.1:1", "--insecure");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("No connection to 127.0.0.1:1", "WARNING: --insecure accepts any certificate");
  }

  @Test
  void listsWhatCanBeSpokenAsTextAndAsJson() {
    assertThat(CommandRun.of("suites").out())
        .contains("TLS_AES_128_GCM_SHA256", "x25519", "ecdsa_secp256r1_sha256", "recommended")
        .doesNotContain("FORTEZZA");
    assertThat(CommandRun.of("suites").out().lines())
        .anyMatch(line -> line.matches("0x0004 +TLS_RSA_WITH_RC4_128_MD5 +ssl3-1.2 +broken .*"));
    assertThat(CommandRun.of("suites", "--all").out()).contains("SSL_FORTEZZA_KEA_WITH_NULL_SHA");
    assertThat(CommandRun.of("suites", "--json").out())
        .startsWith("{")
        .contains("\"name\" : \"TLS_AES_256_GCM_SHA384\"");
  }

  @Test
  void makesCertificatesOnceAndKeepsTheKeysToTheirOwner() throws Exception {
    CommandRun made = CommandRun.of("cert", "--dir", folder.toString(), "dev.example", "192.0.2.7");
    CommandRun again =
        CommandRun.of("cert", "--dir", folder.toString(), "dev.example", "192.0.2.7");

    assertThat(made.code()).isZero();
    assertThat(made.out().lines())
        .containsExactly(
            folder.resolve("ca.pem").toString(),
            folder.resolve("dev.example.pem").toString(),
            folder.resolve("dev.example.key").toString());
    assertThat(made.err()).contains("Made");
    assertThat(again.err()).contains("There already");
    for (String key : new String[] {"ca.key", "dev.example.key"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(key))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void makesCertificatesForOldPeersInAFolderOfTheirOwn() throws Exception {
    String own = folder.resolve("old").toString();
    CommandRun made = CommandRun.of("cert", "--sha1", "--dir", own, "printer.example");
    CommandRun again = CommandRun.of("cert", "--sha1", "--dir", own, "printer.example");
    CommandRun modern = CommandRun.of("cert", "--dir", own, "dev.example");
    CommandRun.of("cert", "--dir", folder.toString());
    CommandRun intoModern =
        CommandRun.of("cert", "--sha1", "--dir", folder.toString(), "printer.example");

    assertThat(made.code()).as(made.err()).isZero();
    X509Certificate certificate =
        Pem.certificates(folder.resolve("old").resolve("printer.example.pem")).getFirst();
    assertThat(certificate.getSigAlgName()).isEqualTo("SHA1withRSA");
    assertThat(((RSAKey) certificate.getPublicKey()).getModulus().bitLength()).isEqualTo(2048);
    assertThat(again.err()).contains("There already");
    assertThat(modern.code()).isEqualTo(1);
    assertThat(modern.err()).contains("choose another folder");
    assertThat(intoModern.code()).isEqualTo(1);
    assertThat(intoModern.err()).contains("choose another folder");
  }

  @Test
  void saysWhereACertificateCannotBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    CommandRun result = CommandRun.of("cert", "--dir", file.resolve("pki").toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Could not make the certificate");
  }

  @Test
  void writesACompletionScript() {
    assertThat(CommandRun.of("generate-completion").out())
        .contains("complete -F _complete_glassine");
  }
}
