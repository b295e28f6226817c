package dev.glassine.core.crypto.jca;

/**
 * JDK 25 and 25.0.1 have a faulty AES-GCM intrinsic (JDK-8371864, fixed in 25.0.2): some lengths
 * are encrypted wrongly once the code is compiled, so a test at start-up does not show it.
 */
final class FaultyRuntime {
  private FaultyRuntime() {}

  /** Refuses the versions that have the fault. */
  static void refuse(Runtime.Version version) {
    if (version.feature() == 25 && version.interim() == 0 && version.update() < 2) {
      throw new IllegalStateException(
          "Java "
              + version
              + " encrypts some AES-GCM records wrongly (JDK-8371864): run on 25.0.2 or newer");
    }
  }
}
