package dev.glassine.inspect;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trace as JSON, and back: one object, each entry with its {@code kind}. Written for scripts and
 * bug reports; docs/trace-schema.json describes it.
 */
public final class TraceJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private TraceJson() {}

  /** The trace as one line of JSON. */
  public static String write(Trace trace) {
    return MAPPER.writeValueAsString(trace);
  }

  /** The trace as indented JSON. */
  public static String writeIndented(Trace trace) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(trace);
  }

  /**
   * Reads what {@link #write} wrote. Names that this version does not know are passed over.
   *
   * @throws IllegalArgumentException where it is no trace, or one of a format that this version
   *     cannot read
   */
  public static Trace read(String json) {
    try {
      @Nullable Trace trace = MAPPER.readValue(json, Trace.class);
      if (trace == null) {
        throw new IllegalArgumentException("this is no trace: null");
      }
      if (trace.format() != Trace.FORMAT) {
        throw new IllegalArgumentException(
            "this is a trace of format "
                + trace.format()
                + "; this version reads format "
                + Trace.FORMAT);
      }
      return trace;
    } catch (JacksonException e) {
      throw new IllegalArgumentException("this is no trace: " + e.getOriginalMessage(), e);
    }
  }
}
