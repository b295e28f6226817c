package dev.glassine.jsse;

import dev.glassine.core.engine.Legacy;
import java.security.InvalidParameterException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The doors of {@link Legacy.Builder} by their methods' names, which say what breaks each. */
final class LegacyWords {
  private static final Map<String, Consumer<Legacy.Builder>> DOORS = new LinkedHashMap<>();

  static {
    DOORS.put("enableTls11Deprecated", Legacy.Builder::enableTls11Deprecated);
    DOORS.put("enableTls10BrokenByBeast", Legacy.Builder::enableTls10BrokenByBeast);
    DOORS.put("enableSsl3BrokenByPoodle", Legacy.Builder::enableSsl3BrokenByPoodle);
    DOORS.put("enableSsl2BrokenByDrown", Legacy.Builder::enableSsl2BrokenByDrown);
    DOORS.put("acceptSsl2HelloWithoutExtensions", Legacy.Builder::acceptSsl2HelloWithoutExtensions);
    DOORS.put("sendSsl2HelloWithoutExtensions", Legacy.Builder::sendSsl2HelloWithoutExtensions);
    DOORS.put("enableRc4BrokenByItsBiases", Legacy.Builder::enableRc4BrokenByItsBiases);
    DOORS.put("enableSmallBlocksBrokenBySweet32", Legacy.Builder::enableSmallBlocksBrokenBySweet32);
    DOORS.put("enableSingleDesBrokenByTrying", Legacy.Builder::enableSingleDesBrokenByTrying);
    DOORS.put(
        "enableExportBrokenByFreakAndLogjam", Legacy.Builder::enableExportBrokenByFreakAndLogjam);
    DOORS.put(
        "enableNullCiphersThatEncryptNothing", Legacy.Builder::enableNullCiphersThatEncryptNothing);
    DOORS.put(
        "enableAnonymousSuitesThatAuthenticateNobody",
        Legacy.Builder::enableAnonymousSuitesThatAuthenticateNobody);
    DOORS.put("enableDssDeprecated", Legacy.Builder::enableDssDeprecated);
    DOORS.put("enableBrokenSuitesOfTheNineties", Legacy.Builder::enableBrokenSuitesOfTheNineties);
  }

  private LegacyWords() {}

  /**
   * What these words let in.
   *
   * @throws InvalidParameterException where one of them is no door
   */
  static Legacy read(String words) {
    Legacy.Builder builder = Legacy.builder();
    for (String word : words.trim().split("[\\s,]+", -1)) {
      Consumer<Legacy.Builder> door = DOORS.get(word);
      if (door == null) {
        throw new InvalidParameterException(
            "\"" + word + "\" lets nothing in." + NearestName.hint(word, DOORS.keySet()));
      }
      door.accept(builder);
    }
    return builder.build();
  }
}
