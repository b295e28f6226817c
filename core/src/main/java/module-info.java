import org.jspecify.annotations.NullMarked;

/**
 * The TLS engine, from bytes to bytes. It needs {@code java.base} and nothing else, and opens no
 * socket, starts no thread and reads no clock.
 */
@NullMarked
module dev.glassine.core {
  requires static org.jspecify;

  exports dev.glassine.core.alert;
  exports dev.glassine.core.crypto;
  exports dev.glassine.core.crypto.jca;
  exports dev.glassine.core.engine;
  exports dev.glassine.core.identity;
  exports dev.glassine.core.registry;
  exports dev.glassine.core.session;
  exports dev.glassine.core.wire;
  exports dev.glassine.core.wire.ext;

  // Not API: for the broken versions (module legacy), for reading what others recorded (module
  // inspect), and for tests of the parts.
  exports dev.glassine.core.handshake to
      dev.glassine.inspect,
      dev.glassine.legacy,
      dev.glassine.testkit;
  exports dev.glassine.core.handshake.tls12 to
      dev.glassine.inspect,
      dev.glassine.legacy,
      dev.glassine.testkit;
  exports dev.glassine.core.keys to
      dev.glassine.inspect,
      dev.glassine.legacy,
      dev.glassine.testkit;
  exports dev.glassine.core.record to
      dev.glassine.inspect,
      dev.glassine.legacy,
      dev.glassine.testkit;

  uses dev.glassine.core.handshake.LegacyModule;
}
