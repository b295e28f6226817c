package dev.glassine.inspect;

/**
 * How many columns text takes on a terminal, as {@code wcwidth} counts them: two for what East
 * Asian scripts write wide and for emoji (UAX #11, UTS #51), none for marks that stand on the
 * letter before. Where terminals differ, the larger number: a line that is too short is the lesser
 * evil.
 */
final class Columns {
  /** First and last of each range whose East_Asian_Width is Wide or Fullwidth, without emoji. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F}, // Hangul, leading consonants
    {0x2329, 0x232A},
    {0x2E80, 0x303E}, // radicals, punctuation
    {0x3041, 0xA4CF}, // Kana, Bopomofo, Han, Yi
    {0xA960, 0xA97F},
    {0xAC00, 0xD7A3}, // Hangul syllables
    {0xF900, 0xFAFF},
    {0xFE10, 0xFE19},
    {0xFE30, 0xFE6F},
    {0xFF01, 0xFF60}, // fullwidth forms
    {0xFFE0, 0xFFE6},
    {0x16FE0, 0x1B2FF}, // Tangut, Khitan, more Kana
    {0x1F200, 0x1F265},
    {0x20000, 0x3FFFD} // more Han
  };

  /** Shows the character before it as an emoji, where it would be text. */
  private static final int EMOJI_STYLE = 0xFE0F;

  private Columns() {}

  /** Columns of {@code text}, which has no control characters. */
  static int of(String text) {
    int columns = 0;
    int before = 0;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      columns += of(point, before);
      before = point;
      i += Character.charCount(point);
    }
    return columns;
  }

  /** The longest start of {@code text} that takes no more than so many columns. */
  static String cut(String text, int columns) {
    int left = columns;
    int before = 0;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      left -= of(point, before);
      if (left < 0) {
        break;
      }
      before = point;
      i += Character.charCount(point);
    }
    return text.substring(0, i);
  }

  private static int of(int point, int before) {
    if (point < 0x300) {
      return 1;
    }
    if (point == EMOJI_STYLE) {
      return Character.isEmoji(before) && of(before, 0) == 1 ? 1 : 0;
    }
    int type = Character.getType(point);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || isJoiningJamo(point)) {
      return 0;
    }
    return isWide(point) || Character.isEmojiPresentation(point) ? 2 : 1;
  }

  /** Hangul vowels and trailing consonants join the leading consonant's block. */
  private static boolean isJoiningJamo(int point) {
    return point >= 0x1160 && point <= 0x11FF || point >= 0xD7B0 && point <= 0xD7FB;
  }

  private static boolean isWide(int point) {
    for (int[] range : WIDE) {
      if (point < range[0]) {
        return false;
      }
      if (point <= range[1]) {
        return true;
      }
    }
    return false;
  }
}
