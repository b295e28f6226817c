package dev.glassine.inspect;

import dev.glassine.core.alert.Explanation;
import dev.glassine.core.alert.Explanation.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the octets of an explanation's evidence in the messages that came before the failure: an
 * explanation names {@code ClientHello.cipher_suites}, and the trace knows where they stand.
 */
final class EvidenceOctets {
  private static final int MOST_OCTETS = 64;

  private EvidenceOctets() {}

  /** The explanation with every piece of evidence that {@code before} has octets for. */
  static Explanation find(Explanation explanation, List<TraceEntry> before) {
    List<Evidence> found = new ArrayList<>();
    for (Evidence wanted : explanation.evidence()) {
      Evidence octets = wanted.hex().isEmpty() ? named(wanted.where(), before) : wanted;
      Evidence known = octets == null ? null : ofMessage(octets, before);
      if (known != null && (found.isEmpty() || isField(known))) {
        found.add(known);
      }
    }
    return explanation.withEvidence(found);
  }

  private static boolean isField(Evidence octets) {
    return octets.where().contains(".");
  }

  private static @Nullable Evidence named(String where, List<TraceEntry> before) {
    int dot = where.indexOf('.');
    TraceEntry.Message message = last(dot < 0 ? where : where.substring(0, dot), before);
    if (message == null) {
      return null;
    }
    if (dot < 0) {
      return new Evidence(where, 0, message.length(), cut(message.hex()));
    }
    return range(where, where.substring(dot + 1), message);
  }

  private static TraceEntry.@Nullable Message last(String name, List<TraceEntry> before) {
    for (TraceEntry entry : before.reversed()) {
      if (entry instanceof TraceEntry.Message message && message.name().equals(name)) {
        return message;
      }
    }
    return null;
  }

  /** From the first octet of the first field below {@code path} to the last of the last. */
  private static @Nullable Evidence range(String where, String path, TraceEntry.Message message) {
    int from = Integer.MAX_VALUE;
    int to = -1;
    for (TraceField field : message.fields()) {
      String plain = field.path().replaceAll("\\[\\d+]", "");
      if (plain.equals(path) || plain.startsWith(path + ".")) {
        from = Math.min(from, field.offset());
        to = Math.max(to, field.offset() + field.length());
      }
    }
    return to < 0
        ? null
        : new Evidence(where, from, to - from, cut(message.hex().substring(2 * from, 2 * to)));
  }

  /** Octets that are the start of a message carry its name. */
  private static Evidence ofMessage(Evidence octets, List<TraceEntry> before) {
    if (octets.offset() != 0 || octets.where().contains(".")) {
      return octets;
    }
    for (TraceEntry entry : before.reversed()) {
      if (entry instanceof TraceEntry.Message message
          && octets.length() >= 4
          && message.hex().startsWith(octets.hex())) {
        return new Evidence(message.name(), 0, message.length(), cut(message.hex()));
      }
    }
    return new Evidence(octets.where(), 0, octets.length(), cut(octets.hex()));
  }

  private static String cut(String hex) {
    return hex.length() <= 2 * MOST_OCTETS ? hex : hex.substring(0, 2 * MOST_OCTETS);
  }
}
