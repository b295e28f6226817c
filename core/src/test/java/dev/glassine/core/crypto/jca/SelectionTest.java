package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;
import dev.glassine.core.crypto.CryptoProvider;
import dev.glassine.core.crypto.Hash;
import dev.glassine.core.registry.HashAlgorithm;
import dev.glassine.core.registry.NamedGroup;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A provider is used once it has answered rightly, and never before. */
class SelectionTest {
  private static final Provider SUN = Objects.requireNonNull(Security.getProvider("SUN"));

  @Test
  void passesOverAProviderThatAnswersWrongly() throws NoSuchAlgorithmException {
    CryptoProvider crypto = JcaCrypto.of(with("Liar", ConstantDigest.class), SUN);
    Hash.Digest digest = crypto.hash(HashAlgorithm.SHA256).start();

    assertThat(digest.finish())
        .isEqualTo(java.security.MessageDigest.getInstance("SHA-256", SUN).digest());
    Choice choice = ((Chosen) crypto.hash(HashAlgorithm.SHA256)).choices().getFirst();
    assertThat(choice.provider()).startsWith("SUN");
    assertThat(choice.passedOver()).containsExactly("Liar answers a known-answer test wrongly");
    assertThat(choice.toString()).contains("SHA-256", "SUN", "passed over", "Liar");
  }

  @Test
  void passesOverAProviderThatThrows() {
    CryptoProvider crypto = JcaCrypto.of(with("Thrower", ThrowingDigest.class), SUN);

    assertThat(((Chosen) crypto.hash(HashAlgorithm.SHA256)).choices().getFirst().passedOver())
        .containsExactly("Thrower fails: java.lang.IllegalStateException: out of order");
  }

  @Test
  void passesOverAProviderWhoseCodeDoesNotLink() {
    CryptoProvider crypto = JcaCrypto.of(with("Unlinked", UnlinkedDigest.class), SUN);

    assertThat(((Chosen) crypto.hash(HashAlgorithm.SHA256)).choices().getFirst().passedOver())
        .containsExactly("Unlinked fails: java.lang.UnsatisfiedLinkError: no such library");
  }

  @Test
  void saysNothingOfProvidersThatSimplyLackTheAlgorithm() {
    Provider empty = new Provider("Empty", "1", "has nothing") {};
    CryptoProvider crypto = JcaCrypto.of(empty, SUN);

    assertThat(((Chosen) crypto.hash(HashAlgorithm.SHA256)).choices().getFirst().passedOver())
        .isEmpty();
  }

  @Test
  void failsWithEveryReasonWhereNoneIsLeft() {
    CryptoProvider crypto =
        JcaCrypto.of(with("Liar", ConstantDigest.class), with("Thrower", ThrowingDigest.class));

    assertThatThrownBy(() -> crypto.hash(HashAlgorithm.SHA256).start())
        .isInstanceOfSatisfying(
            TlsFailure.class,
            failure -> {
              assertThat(failure.reason()).isEqualTo(Reason.CRYPTO_FAILED);
              assertThat(failure.detail()).contains("SHA-256", "Liar", "Thrower");
            });
  }

  @Test
  void leavesOutWhatNoProviderHas() {
    CryptoProvider crypto = JcaCrypto.of(SUN);

    assertThat(crypto.keyExchange(NamedGroup.X25519)).isNull();
    assertThat(crypto.aeads()).isEmpty();
    assertThat(crypto.hashes()).hasSize(6);
  }

  @Test
  void asksEachProviderOnceAndChoosesForGood() {
    AtomicInteger asked = new AtomicInteger();
    Selection<String> selection =
        new Selection<>(
            "anything",
            List.of("MessageDigest.SHA-256"),
            Candidates.given(List.of(SUN)).of(Family.HASH),
            provider -> {
              asked.incrementAndGet();
              return provider.getName();
            },
            found -> true);

    assertThat(selection.get()).isEqualTo("SUN");
    assertThat(selection.get()).isEqualTo("SUN");
    assertThat(selection.choice().provider()).startsWith("SUN");
    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotTestBeforeTheFirstUse() {
    CryptoProvider crypto = JcaCrypto.of(with("Liar", ConstantDigest.class));

    assertThat(crypto.hash(HashAlgorithm.SHA256).algorithm()).isEqualTo(HashAlgorithm.SHA256);
  }

  private static Provider with(String name, Class<? extends MessageDigestSpi> digest) {
    Provider provider = new Provider(name, "1", "for a test") {};
    provider.put("MessageDigest.SHA-256", digest.getName());
    return provider;
  }

  /** The same answer to everything. */
  public static class ConstantDigest extends MessageDigestSpi implements Cloneable {
    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int length) {}

    @Override
    protected byte[] engineDigest() {
      byte[] answer = new byte[32];
      Arrays.fill(answer, (byte) 7);
      return answer;
    }

    @Override
    protected void engineReset() {}

    @Override
    public Object clone() throws CloneNotSupportedException {
      return super.clone();
    }
  }

  /** Fails at the first use. */
  public static final class ThrowingDigest extends ConstantDigest {
    @Override
    protected byte[] engineDigest() {
      throw new IllegalStateException("out of order");
    }
  }

  /** As native code that is for another platform. */
  public static final class UnlinkedDigest extends ConstantDigest {
    @Override
    protected byte[] engineDigest() {
      throw new UnsatisfiedLinkError("no such library");
    }
  }
}
