package dev.glassine.core.handshake.tls12;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.crypto.Secret;
import org.junit.jupiter.api.Test;

class DheTest {
  @Test
  void stripsLeadingZerosOfTheSharedSecret() {
    Secret stripped = Dhe.stripped(Secret.wrap(new byte[] {0, 0, 1, 0, 2}));

    assertThat(stripped.reveal(Secret.Access.TEST)).containsExactly(1, 0, 2);
    assertThat(Dhe.stripped(Secret.wrap(new byte[] {3, 0})).length()).isEqualTo(2);
  }

  @Test
  void wipesTheSecretThatItStrips() {
    byte[] shared = {0, 5, 6};

    Secret stripped = Dhe.stripped(Secret.wrap(shared));

    assertThat(shared).containsOnly(0);
    assertThat(stripped.reveal(Secret.Access.TEST)).containsExactly(5, 6);
  }
}
