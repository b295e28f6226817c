import org.jspecify.annotations.NullMarked;

/** Peers, transports, clocks, seeded randomness and a test CA; for tests only. */
@NullMarked
module dev.glassine.testkit {
  requires transitive dev.glassine.core;
  requires dev.glassine.legacy;
  requires transitive dev.glassine.jsse;
  requires java.xml;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.glassine.testkit;
  exports dev.glassine.testkit.tshark;
}
