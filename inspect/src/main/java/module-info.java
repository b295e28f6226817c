import org.jspecify.annotations.NullMarked;

/** Traces, explanations and their views, made from the events of {@code dev.glassine.core}. */
@NullMarked
module dev.glassine.inspect {
  requires transitive dev.glassine.core;
  requires com.fasterxml.jackson.annotation;
  requires tools.jackson.databind;
  requires static org.jspecify;

  exports dev.glassine.inspect;
  exports dev.glassine.inspect.capture;
  exports dev.glassine.inspect.decrypt;
  exports dev.glassine.inspect.fingerprint;
  exports dev.glassine.inspect.keylog;
}
