package dev.glassine.testkit.conformance;

import java.util.List;
import java.util.Set;

/**
 * What the runner says of one test: flags for every connection, and flags with {@code -on-initial}
 * or {@code -on-resume} in front for the first connection or the later ones only.
 *
 * @param initial for the first connection
 * @param resumed for those that follow
 */
record CommandLine(Settings initial, Settings resumed) {
  /** Flags that describe the credential that was begun last. */
  private static final Set<String> OF_CREDENTIAL =
      Set.of(
          "cert-file",
          "key-file",
          "signing-prefs",
          "ocsp-response",
          "must-match-issuer",
          "signed-cert-timestamps");

  /**
   * Reads the arguments.
   *
   * @throws Refused where a flag is not supported
   */
  static CommandLine parse(List<String> arguments) {
    CommandLine line = new CommandLine(new Settings(), new Settings());
    // another protocol is reason enough
    for (String protocol : List.of("dtls", "quic")) {
      Flag flag = Flag.named(protocol);
      if (flag != null && arguments.contains("-" + protocol)) {
        throw new Refused(flag.refusal());
      }
    }
    for (int i = 0; i < arguments.size(); i++) {
      String name = arguments.get(i);
      // flags for a second process do not concern this one
      boolean elsewhere = name.startsWith("-on-handshaker");
      name = after("-on-shim", after("-on-handshaker", name));
      boolean initial = name.startsWith("-on-initial-");
      boolean resumed = name.startsWith("-on-resume-");
      // a connection after refused early data, which is not supported
      boolean retried = name.startsWith("-on-retry-");
      name = after("-on-retry", after("-on-resume", after("-on-initial", name)));
      Flag flag = Flag.named(name.substring(1));
      if (flag == null) {
        throw new Refused("not yet: unknown flag " + name);
      }
      String value = flag.takesValue() && i + 1 < arguments.size() ? arguments.get(++i) : "";
      if (elsewhere || retried) {
        continue;
      }
      if (flag.isRefused()) {
        throw new Refused(flag.refusal());
      }
      if (!resumed) {
        add(line.initial, flag, value);
      }
      if (!initial) {
        add(line.resumed, flag, value);
      }
    }
    return line;
  }

  /** The settings of the connection after {@code earlier} others. */
  Settings of(int earlier) {
    return earlier == 0 ? initial : resumed;
  }

  /** How many connections there are. */
  int connections() {
    return initial.number("resume-count") + 1;
  }

  private static void add(Settings settings, Flag flag, String value) {
    if (flag.name().equals("new-x509-credential")) {
      settings.newCredential();
    } else if (OF_CREDENTIAL.contains(flag.name()) && !settings.credentials().isEmpty()) {
      settings.credentials().getLast().add(flag.name(), value);
    } else {
      settings.add(flag.name(), value);
    }
  }

  private static String after(String prefix, String name) {
    return name.startsWith(prefix + "-") ? name.substring(prefix.length()) : name;
  }
}
