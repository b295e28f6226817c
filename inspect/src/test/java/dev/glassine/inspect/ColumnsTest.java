package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns of a terminal, as {@code wcwidth} and terminals count them. */
class ColumnsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | 5",
        "K\u00f6ln | 4",
        "Ko\u0308ln | 4", // the dots are a mark of their own
        "\u65e5\u672c\u8a9e | 6", // Han
        "\u30ab\u30bf\u30ab\u30ca | 8", // Katakana
        "\uff76\uff80 | 2", // its narrow forms
        "\ud55c\uad6d | 4", // Hangul syllables
        "\u1112\u1161\u11ab | 2", // the same syllable in three letters
        "\uff41\uff42 | 4", // fullwidth Latin
        "\ud842\udfb7 | 2", // Han beyond the first plane
        "\ud83d\ude00 | 2", // an emoji
        "\u2764 | 1", // a heart as text
        "\u2764\ufe0f | 2", // and as an emoji
        "\u05e9\u05b8\u05dc\u05d5\u05dd | 4", // Hebrew with a vowel point
        "\u0e01\u0e34\u0e19 | 2", // Thai with a vowel above
        "\u2500\u25b6\u2714\u2702\u23f2 | 5" // what the ladder is made of
      })
  void countsWhatATerminalShows(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsBetweenCharactersOnly() {
    assertThat(Columns.cut("\u65e5\u672c\u8a9e", 5)).isEqualTo("\u65e5\u672c");
    assertThat(Columns.cut("a\ud83d\ude00b", 2)).isEqualTo("a");
    assertThat(Columns.cut("Ko\u0308ln", 2))
        .as("marks stay with their letter")
        .isEqualTo("Ko\u0308");
    assertThat(Columns.cut("", 3)).isEmpty();
    assertThat(Columns.cut("plain", 0)).isEmpty();
  }

  @Test
  void fitsWideTextWithAnEllipsis() {
    assertThat(Text.fit("\u65e5\u672c\u8a9e", 6)).isEqualTo("\u65e5\u672c\u8a9e");
    assertThat(Text.fit("\u65e5\u672c\u8a9e", 5)).isEqualTo("\u65e5\u672c\u2026");
    assertThat(Text.fit("\u65e5\u672c\u8a9e", 4)).isEqualTo("\u65e5\u2026");
    assertThat(Text.fit("\u65e5\u672c\u8a9e", 1)).isEqualTo("\u2026");
  }
}
