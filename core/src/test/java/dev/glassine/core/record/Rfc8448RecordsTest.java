package dev.glassine.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protected records of RFC 8448, octet for octet. */
class Rfc8448RecordsTest {
  record Line(ContentType type, byte[] payload, byte[] complete) {}

  record Keys(String name, byte[] key, byte[] iv, List<Line> records) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Keys> traces() throws IOException {
    List<Keys> traces = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(
            Rfc8448RecordsTest.class.getResourceAsStream("rfc8448-records.txt"))) {
      for (String line : new String(in.readAllBytes(), US_ASCII).lines().toList()) {
        String[] words = line.split(" ");
        if (words[0].equals("keys")) {
          traces.add(
              new Keys(
                  "§" + words[1] + " " + words[2] + " " + words[3],
                  hex(words[4]),
                  hex(words[5]),
                  new ArrayList<>()));
        } else if (words[0].equals("record")) {
          ContentType type = Objects.requireNonNull(ContentType.of(Integer.parseInt(words[1])));
          traces.getLast().records.add(new Line(type, hex(words[2]), hex(words[3])));
        }
      }
    }
    assertThat(traces).hasSize(21);
    return traces;
  }

  @ParameterizedTest
  @MethodSource("traces")
  void sealsEachRecordOfTheTrace(Keys keys) {
    Tls13Sealer sealer =
        new Tls13Sealer(
            TestCrypto.aead(BulkCipher.AES_128_GCM, keys.key),
            keys.iv,
            BulkCipher.AES_128_GCM,
            RecordPadding.NONE);
    for (Line line : keys.records) {
      byte[] out = new byte[sealer.sealedLength(line.payload.length)];
      int length = sealer.seal(line.type, line.payload, 0, line.payload.length, out, 0);
      assertThat(length).isEqualTo(out.length);
      assertThat(out).isEqualTo(line.complete);
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void opensEachRecordOfTheTrace(Keys keys) {
    Tls13Opener opener =
        new Tls13Opener(
            TestCrypto.aead(BulkCipher.AES_128_GCM, keys.key), keys.iv, BulkCipher.AES_128_GCM);
    for (Line line : keys.records) {
      byte[] out = new byte[opener.openedLength(line.complete.length)];
      int length = opener.open(line.complete, 0, line.complete.length, out, 0);
      assertThat(out).startsWith(line.payload);
      assertThat(length).isEqualTo(line.payload.length);
      assertThat(opener.contentType()).isEqualTo(line.type.code());
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
