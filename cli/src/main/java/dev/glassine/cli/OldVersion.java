package dev.glassine.cli;

import dev.glassine.core.engine.Legacy;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The versions by the names that the command line has for them, newest first. */
enum OldVersion {
  TLS_1_2("tls1.2", ProtocolVersion.TLS_1_2),
  TLS_1_1("tls1.1", ProtocolVersion.TLS_1_1),
  TLS_1_0("tls1.0", ProtocolVersion.TLS_1_0),
  SSL_3_0("ssl3", ProtocolVersion.SSL_3_0),
  SSL_2_0("ssl2", ProtocolVersion.SSL_2_0);

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // a registry's row is
  private final ProtocolVersion version;

  OldVersion(String word, ProtocolVersion version) {
    this.word = word;
    this.version = version;
  }

  ProtocolVersion version() {
    return version;
  }

  /** Opens the doors to this version and to all that are newer and broken. */
  void open(Legacy.Builder doors) {
    switch (this) {
      case TLS_1_2 -> {
        // needs no door: its broken suites do
      }
      case TLS_1_1 -> doors.enableTls11Deprecated();
      case TLS_1_0 -> {
        TLS_1_1.open(doors);
        doors.enableTls10BrokenByBeast();
      }
      case SSL_3_0 -> {
        TLS_1_0.open(doors);
        doors.enableSsl3BrokenByPoodle();
      }
      case SSL_2_0 -> {
        SSL_3_0.open(doors);
        doors.enableSsl2BrokenByDrown();
      }
    }
  }

  /** The version that {@code --tls} means by this word, or null for none. */
  static @Nullable ProtocolVersion named(String word) {
    if (word.equals("1.3") || word.equals("tls1.3")) {
      return ProtocolVersion.TLS_1_3;
    }
    for (OldVersion old : values()) {
      if (old.word.equals(word) || old.word.equals("tls" + word)) {
        return old.version;
      }
    }
    return null;
  }

  private static String words() {
    List<String> words = Arrays.stream(values()).map(OldVersion::toString).toList();
    return words.stream().limit(words.size() - 1L).collect(Collectors.joining(", "))
        + " or "
        + words.getLast();
  }

  @Override
  public String toString() {
    return word;
  }

  /** Reads what a person types. */
  static final class Converter implements ITypeConverter<OldVersion> {
    @Override
    public OldVersion convert(String text) {
      for (OldVersion old : values()) {
        if (old.word.equalsIgnoreCase(text)) {
          return old;
        }
      }
      throw new TypeConversionException(
          text.equalsIgnoreCase("ssl1")
              ? "SSL 1.0 was never published, so nobody can speak it: it takes " + words()
              : "it takes " + words() + ", not '" + text + "'");
    }
  }
}
