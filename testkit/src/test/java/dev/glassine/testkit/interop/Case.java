package dev.glassine.testkit.interop;

import dev.glassine.core.engine.ClientAuthentication;
import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.testkit.KeyKind;

/**
 * One cell of the interop table.
 *
 * @param resume whether a second connection must resume the first
 * @param retry whether the server must ask for another key share
 */
record Case(
    ProtocolVersion version,
    CipherSuite suite,
    NamedGroup group,
    KeyKind certificate,
    ClientAuthentication clientAuthentication,
    boolean resume,
    boolean retry) {
  static Case plain(
      ProtocolVersion version, CipherSuite suite, NamedGroup group, KeyKind certificate) {
    return new Case(version, suite, group, certificate, ClientAuthentication.NONE, false, false);
  }

  Case authenticated() {
    return new Case(
        version, suite, group, certificate, ClientAuthentication.REQUIRED, resume, retry);
  }

  Case resumed() {
    return new Case(version, suite, group, certificate, clientAuthentication, true, retry);
  }

  Case retried() {
    return new Case(version, suite, group, certificate, clientAuthentication, resume, true);
  }

  boolean isTls13() {
    return version.equals(ProtocolVersion.TLS_1_3);
  }

  /** Whether the module legacy has to speak it. */
  boolean isLegacy() {
    return !version.atLeast(ProtocolVersion.TLS_1_2);
  }

  @Override
  public String toString() {
    return version
        + " "
        + suite
        + " "
        + group
        + " "
        + certificate
        + (clientAuthentication == ClientAuthentication.REQUIRED ? " client-auth" : "")
        + (resume ? " resumed" : "")
        + (retry ? " retried" : "");
  }
}
