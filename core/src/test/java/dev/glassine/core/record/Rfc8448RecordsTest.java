package dev.glassine.core.record;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.engine.RecordPadding;
import dev.glassine.core.registry.BulkCipher;
import dev.glassine.core.registry.ContentType;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The protected records of RFC 8448, octet for octet. */
class Rfc8448RecordsTest {
  record Line(ContentType type, Bytes payload, Bytes complete) {}

  record Keys(String name, Bytes key, Bytes iv, List<Line> records) {
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
        String[] words = line.split(" ", -1);
        if (words[0].equals("keys")) {
          traces.add(
              new Keys(
                  "§" + words[1] + " " + words[2] + " " + words[3],
                  Bytes.ofHex(words[4]),
                  Bytes.ofHex(words[5]),
                  new ArrayList<>()));
        } else if (words[0].equals("record")) {
          ContentType type = Objects.requireNonNull(ContentType.of(Integer.parseInt(words[1])));
          traces
              .getLast()
              .records
              .add(new Line(type, Bytes.ofHex(words[2]), Bytes.ofHex(words[3])));
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
            TestCrypto.aead(BulkCipher.AES_128_GCM, keys.key.toArray()),
            keys.iv.toArray(),
            BulkCipher.AES_128_GCM,
            RecordPadding.NONE);
    for (Line line : keys.records) {
      byte[] payload = line.payload.toArray();
      byte[] out = new byte[sealer.sealedLength(payload.length)];
      int length = sealer.seal(line.type, payload, 0, payload.length, out, 0);
      assertThat(Bytes.copyOf(out, 0, length)).isEqualTo(line.complete);
      assertThat(length).isEqualTo(out.length);
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void opensEachRecordOfTheTrace(Keys keys) {
    Tls13Opener opener =
        new Tls13Opener(
            TestCrypto.aead(BulkCipher.AES_128_GCM, keys.key.toArray()),
            keys.iv.toArray(),
            BulkCipher.AES_128_GCM);
    for (Line line : keys.records) {
      byte[] complete = line.complete.toArray();
      byte[] out = new byte[opener.openedLength(complete.length)];
      int length = opener.open(complete, 0, complete.length, out, 0);
      assertThat(Bytes.copyOf(out, 0, length)).isEqualTo(line.payload);
      assertThat(opener.contentType()).isEqualTo(line.type.code());
    }
  }
}
