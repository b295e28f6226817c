package dev.glassine.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.core.registry.NamedGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Decisions are made in every handshake, and their names only where somebody reads them. */
class DecisionTest {
  private static Decision decision(List<String> clientOffer, List<String> serverOffer) {
    return new Decision(
        Decision.Topic.GROUP, clientOffer, serverOffer, "x25519", "first that both have", "");
  }

  @Test
  void makesNamesWhenSomebodyReadsThem() {
    AtomicInteger made = new AtomicInteger();
    Object row =
        new Object() {
          @Override
          public String toString() {
            return "row " + made.incrementAndGet();
          }
        };

    Decision decision = decision(Decision.names(List.of(row)), List.of());

    assertThat(made).hasValue(0);
    assertThat(decision.clientOffer()).containsExactly("row 1");
  }

  @Test
  void isEqualToOneWhoseNamesWereMadeBefore() {
    List<NamedGroup> groups = List.of(NamedGroup.X25519, NamedGroup.SECP256R1);

    Decision made = decision(List.of("x25519", "secp256r1"), List.of());
    Decision later = decision(Decision.names(groups), Decision.names(List.of()));

    assertThat(later).isEqualTo(made).hasSameHashCodeAs(made).hasToString(made.toString());
  }

  @Test
  void staysAsItIsWhereTheOfferIsChangedAfterwards() {
    List<NamedGroup> groups = new ArrayList<>(List.of(NamedGroup.X25519));
    List<String> names = new ArrayList<>(List.of("secp256r1"));
    Decision decision = decision(Decision.names(groups), names);

    groups.clear();
    names.clear();

    assertThat(decision.clientOffer()).containsExactly("x25519");
    assertThat(decision.serverOffer()).containsExactly("secp256r1");
    assertThatThrownBy(() -> decision.clientOffer().add("x448"))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
