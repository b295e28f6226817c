package dev.glassine.testkit.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.KeyLog;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.Field;
import dev.glassine.testkit.EnginePair;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * The key log of SSL 2.0 is enough to read a connection, and to write on it: done here with nothing
 * but MD5 and RC4, and what stands in the clear.
 */
class Ssl2KeyLogTest {
  private final Map<Bytes, byte[]> logged = new HashMap<>();
  private final EnginePair pair =
      Ssl2Peers.pair(
          Ssl2Peers.client()
              .suites(List.of(CipherSuite.SSL_CK_RC4_128_WITH_MD5))
              .logSecretsForDebugging(this::log),
          Ssl2Peers.server().suites(List.of(CipherSuite.SSL_CK_RC4_128_WITH_MD5)));

  private void log(String label, Bytes connectionId, Secret secret) {
    assertThat(label).isEqualTo(KeyLog.SSL2_MASTER_KEY);
    logged.put(connectionId, secret.reveal(Secret.Access.KEY_LOG).clone());
  }

  private Bytes seen(String field) {
    for (TlsEvent event : pair.server().events()) {
      if (event instanceof TlsEvent.MessageInSsl2 message) {
        for (Field each : message.fields()) {
          if (each.path().equals(field)) {
            return message.raw().slice(each.offset(), each.length());
          }
        }
      }
    }
    throw new AssertionError("nobody sent " + field);
  }

  /** The client's key: KEY-MATERIAL-1. */
  private byte[] clientKey() throws Exception {
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(logged.get(seen("CONNECTION-ID-DATA")));
    md5.update((byte) '1');
    md5.update(seen("CHALLENGE-DATA").toArray());
    return md5.digest(seen("CONNECTION-ID-DATA").toArray());
  }

  private static Cipher rc4(byte[] key) throws Exception {
    Cipher cipher = Cipher.getInstance("RC4");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "RC4"));
    return cipher;
  }

  @Test
  void readsARecordByTheLog() throws Exception {
    byte[][] finished = new byte[1][];
    pair.changeToServer(
        Ssl2Wire.number(
            2,
            record -> {
              finished[0] = record.clone();
              return record;
            }));
    pair.establish();

    byte[] plain = rc4(clientKey()).update(finished[0], 2, finished[0].length - 2);
    assertThat(plain[16]).isEqualTo((byte) Ssl2Wire.CLIENT_FINISHED);
    assertThat(Bytes.copyOf(plain, 17, plain.length - 17)).isEqualTo(seen("CONNECTION-ID-DATA"));
  }

  /** OpenSSL sends such records: up to 32767 octets. */
  @Test
  void takesARecordThatIsLongerThanTlsAllows() throws Exception {
    pair.establish();
    for (int length : new int[] {16_385, 20_000, 32_751}) {
      byte[] data = new byte[length];
      Arrays.fill(data, (byte) length);
      pair.inject(Side.CLIENT, sealed(data));

      assertThat(pair.server().failure()).isNull();
      assertThat(pair.server().read()).isEqualTo(data);
    }
  }

  private Cipher running;
  private int number = 3;

  /** What the client would seal next: after the hello, the master key and the finished message. */
  private byte[] sealed(byte[] data) throws Exception {
    byte[] key = clientKey();
    if (running == null) {
      running = rc4(key);
      running.update(new byte[16 + 1 + 16]);
    }
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    md5.update(key);
    md5.update(data);
    byte[] mac = md5.digest(new byte[] {0, 0, 0, (byte) number++});
    byte[] plain = Arrays.copyOf(mac, mac.length + data.length);
    System.arraycopy(data, 0, plain, mac.length, data.length);
    return Ssl2Wire.record(running.update(plain));
  }
}
