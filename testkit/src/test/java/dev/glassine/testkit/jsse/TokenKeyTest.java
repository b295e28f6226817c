package dev.glassine.testkit.jsse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.glassine.testkit.jsse.forked.TokenServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that cannot leave their token: SoftHSM through the JDK's SunPKCS11. */
class TokenKeyTest {
  private static final String PIN = "1234";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void signsInTheToken(String algorithm) throws Exception {
    Path library = softHsm();
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path configuration =
        Files.writeString(
            folder.resolve("softhsm2.conf"),
            "directories.tokendir = "
                + tokens
                + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    initialise(configuration);
    Path provider =
        Files.writeString(
            folder.resolve("pkcs11.cfg"),
            """
            name = SoftHSM
            library = %s
            slotListIndex = 0
            attributes(*, CKO_PRIVATE_KEY, *) = {
              CKA_EXTRACTABLE = false
              CKA_SENSITIVE = true
              CKA_SIGN = true
            }
            """
                .formatted(library));
    String output =
        new Fork(folder)
            .environment("SOFTHSM2_CONF", configuration.toString())
            .option("--enable-native-access=ALL-UNNAMED")
            .withWhatTestsUse()
            .run(TokenServer.class, provider.toString(), PIN, algorithm);
    assertThat(output)
        .contains("octets of the key: null")
        .contains("TLSv1.3 with CN=localhost: 1")
        .contains("TLSv1.2 with CN=localhost: 1");
  }

  private static Path softHsm() {
    Path found =
        Stream.of(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
            .map(Path::of)
            .filter(Files::exists)
            .findFirst()
            .orElse(null);
    if (found == null && "required".equals(System.getenv("GLASSINE_PEERS"))) {
      throw new AssertionError("SoftHSM is not installed (Debian: softhsm2)");
    }
    assumeTrue(found != null, "SoftHSM is not installed (Debian: softhsm2)");
    return found;
  }

  private void initialise(Path configuration) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "softhsm2-util",
                    "--init-token",
                    "--free",
                    "--label",
                    "glassine",
                    "--pin",
                    PIN,
                    "--so-pin",
                    PIN))
            .redirectErrorStream(true);
    builder.environment().put("SOFTHSM2_CONF", configuration.toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
  }
}
