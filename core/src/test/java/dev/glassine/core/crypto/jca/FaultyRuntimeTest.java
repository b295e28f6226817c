package dev.glassine.core.crypto.jca;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultyRuntimeTest {
  @ParameterizedTest
  @ValueSource(strings = {"25", "25+36", "25.0.1", "25.0.1+8-LTS"})
  void refusesVersionsWithTheFaultyIntrinsic(String version) {
    assertThatThrownBy(() -> FaultyRuntime.refuse(Runtime.Version.parse(version)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("25.0.2")
        .hasMessageContaining("JDK-8371864");
  }

  @ParameterizedTest
  @ValueSource(strings = {"25.0.2", "25.0.3+9-LTS", "25.1", "26", "26.0.1"})
  void takesVersionsWithoutIt(String version) {
    assertThatCode(() -> FaultyRuntime.refuse(Runtime.Version.parse(version)))
        .doesNotThrowAnyException();
  }
}
