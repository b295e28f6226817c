package dev.glassine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** {@code glassine crypto}: who does what, and how fast. */
class CryptoCommandTest {
  private static String run(String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(Glassine.commandLine().setOut(new PrintWriter(out)).execute(arguments)).isZero();
    return out.toString();
  }

  @Test
  void namesAProviderAndAReasonForEachAlgorithm() {
    assertThat(run("crypto", "--jdk-only").lines())
        .anyMatch(line -> line.matches("AES_128_GCM +SunJCE \\d+ +the JDK's own"))
        .anyMatch(line -> line.matches("X25519 +SunEC \\d+ +the JDK's own"))
        .anyMatch(line -> line.matches("ecdsa_secp256r1_sha256, signing +SunEC \\d+ .*"))
        .anyMatch(line -> line.matches("ecdsa_secp256r1_sha256, verifying +SunEC \\d+ .*"));
  }

  @Test
  void measuresWhatAHandshakeAndARecordTake() {
    assertThat(run("crypto", "--jdk-only", "--measure").lines())
        .anyMatch(line -> line.matches("x25519, both sides +[0-9.]+ *"))
        .anyMatch(line -> line.matches("rsa_pss_rsae_sha256, sign +[0-9.]+ *"))
        .anyMatch(line -> line.matches("AES_128_GCM, record of 16 KiB +[0-9.]+ +[0-9,]+"));
  }

  @Test
  void saysTheSameAsJson() {
    assertThat(run("crypto", "--jdk-only", "--json"))
        .contains("\"algorithm\" : \"X25519\"", "\"provider\" : \"SunEC", "\"passedOver\" : [ ]");
  }
}
