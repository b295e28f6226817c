package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/**
 * What the command answers to right and wrong command lines; results on standard output, talk on
 * standard error.
 */
class CommandLineTest {
  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  private static Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Glassine.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    int code = command.execute(arguments);
    return new Result(code, out.toString(), err.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "connect", "cert", "suites"})
  void everyVerbHasAHelpPageWithExamplesAndExitCodes(String verb) {
    Result result = run(verb, "--help");

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
        "connect localhost:1 --tls 1.4 | 1.2 and 1.3",
        "connect localhost:1 --groups x25518 | no group is named",
        "connect localhost:1 --suites TLS_NONSENSE | no cipher suite is named",
        "connect localhost:1 --suites TLS_RSA_WITH_RC4_128_SHA | TLS_RSA_WITH_RC4_128_SHA",
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
    Result result = run(line.split(" ", -1));

    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(hint);
    assertThat(result.out()).isEmpty();
  }

  @Test
  void saysWhenNobodyListens() {
    Result result = run("connect", "127.0.0.1:1", "--insecure");

    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("No connection to 127.0.0.1:1", "WARNING: --insecure accepts any certificate");
  }

  @Test
  void listsWhatCanBeSpokenAsTextAndAsJson() {
    assertThat(run("suites").out())
        .contains("TLS_AES_128_GCM_SHA256", "x25519", "ecdsa_secp256r1_sha256", "recommended")
        .doesNotContain("RC4");
    assertThat(run("suites", "--all").out()).contains("TLS_RSA_WITH_RC4_128_SHA", "broken");
    assertThat(run("suites", "--json").out())
        .startsWith("{")
        .contains("\"name\" : \"TLS_AES_256_GCM_SHA384\"");
  }

  @Test
  void makesCertificatesOnceAndKeepsTheKeysToTheirOwner() throws Exception {
    Result made = run("cert", "--dir", folder.toString(), "dev.example", "192.0.2.7");
    Result again = run("cert", "--dir", folder.toString(), "dev.example", "192.0.2.7");

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
  void saysWhereACertificateCannotBeWritten() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    Result result = run("cert", "--dir", file.resolve("pki").toString());

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Could not make the certificate");
  }

  @Test
  void writesACompletionScript() {
    assertThat(run("generate-completion").out()).contains("complete -F _complete_glassine");
  }
}
