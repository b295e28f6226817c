package dev.glassine.testkit.conformance;

import java.util.ArrayList;
import java.util.List;

/**
 * One side of TLS as the flags configure it, and what was seen of its connection.
 *
 * @param identities whose credentials it presents, and which it has chosen
 */
record Party(Stack stack, Happened happened, Identities identities) {
  /** Names with a length octet in front of each, as they stand in the extension. */
  static String[] protocols(String list) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < list.length(); ) {
      int length = list.charAt(at);
      names.add(list.substring(at + 1, at + 1 + length));
      at += 1 + length;
    }
    return names.toArray(String[]::new);
  }
}
