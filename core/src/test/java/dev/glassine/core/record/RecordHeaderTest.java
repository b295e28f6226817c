package dev.glassine.core.record;

import static dev.glassine.core.record.Failures.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.registry.AlertDescription;
import dev.glassine.core.registry.ProtocolVersion;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordHeaderTest {
  private static final int MAX = RecordHeader.MAX_PLAINTEXT;

  private static int length(int... header) {
    byte[] octets = new byte[header.length + 3];
    for (int i = 0; i < header.length; i++) {
      octets[i + 2] = (byte) header[i];
    }
    int fromArray = -2;
    RuntimeException thrown = null;
    try {
      fromArray = RecordHeader.recordLength(octets, 2, header.length, MAX);
    } catch (RuntimeException e) {
      thrown = e;
    }
    ByteBuffer buffer = ByteBuffer.wrap(octets, 2, header.length).slice().asReadOnlyBuffer();
    try {
      assertThat(RecordHeader.recordLength(buffer, MAX)).isEqualTo(fromArray);
    } catch (RuntimeException e) {
      assertThat(thrown).isNotNull().hasMessage(e.getMessage());
      throw e;
    }
    assertThat(buffer.position()).isZero();
    return fromArray;
  }

  @Test
  void waitsForAllFiveOctets() {
    assertThat(length()).isEqualTo(-1);
    assertThat(length(22)).isEqualTo(-1);
    assertThat(length(99, 99, 99, 99)).isEqualTo(-1);
    assertThat(length(22, 3, 1, 0, 0)).isEqualTo(5);
  }

  @Test
  void readsLengthTypeAndVersion() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {0, 23, 3, 3, 0x40, 0}).position(1);
    assertThat(RecordHeader.recordLength(buffer, MAX)).isEqualTo(5 + 0x4000);
    assertThat(RecordHeader.type(buffer)).isEqualTo(23);
    assertThat(RecordHeader.version(buffer)).isEqualTo(ProtocolVersion.TLS_1_2);
  }

  static IntStream unknownTypes() {
    return IntStream.range(0, 256).filter(type -> type < 20 || type > 23);
  }

  @ParameterizedTest
  @MethodSource("unknownTypes")
  void refusesUnknownTypes(int type) {
    assertThat(failure(Reason.UNKNOWN_RECORD_TYPE, () -> length(type, 3, 3, 0, 1)).alert())
        .isEqualTo(AlertDescription.UNEXPECTED_MESSAGE);
  }

  @Test
  void refusesOtherMajorVersionsAndIgnoresTheMinor() {
    for (int octet = 0; octet < 256; octet++) {
      assertThat(length(22, 3, octet, 0, 1)).isEqualTo(6);
      if (octet != 3) {
        int major = octet;
        assertThat(failure(Reason.BAD_RECORD_VERSION, () -> length(22, major, 3, 0, 1)).alert())
            .isEqualTo(AlertDescription.PROTOCOL_VERSION);
      }
    }
  }

  @Test
  void refusesLengthsBeyondTheOpenersLimit() {
    assertThat(length(23, 3, 3, 0x40, 0)).isEqualTo(5 + (1 << 14));
    assertThat(failure(Reason.RECORD_TOO_LONG, () -> length(23, 3, 3, 0x40, 1)).alert())
        .isEqualTo(AlertDescription.RECORD_OVERFLOW);
    failure(Reason.RECORD_TOO_LONG, () -> length(23, 3, 3, 0xff, 0xff));
  }

  @Test
  void limitsFollowTheStandards() {
    assertThat(Epoch.PLAINTEXT.opener().maxProtectedLength()).isEqualTo(16384);
    assertThat(Epoch.TLS_1_3_AES_128_GCM.opener().maxProtectedLength()).isEqualTo(16384 + 256);
    assertThat(Epoch.TLS_1_2_AES_128_GCM.opener().maxProtectedLength()).isEqualTo(16384 + 2048);
    assertThat(Epoch.AES_128_CBC_SHA1.opener().maxProtectedLength()).isEqualTo(16384 + 2048);
    assertThat(Epoch.ENCRYPT_THEN_MAC_AES_128_CBC_SHA1.opener().maxProtectedLength())
        .isEqualTo(16384 + 2048);
  }
}
