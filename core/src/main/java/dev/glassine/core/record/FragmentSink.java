package dev.glassine.core.record;

/** Takes a fragment out of the record layer. */
@FunctionalInterface
public interface FragmentSink {
  /**
   * A fragment was opened.
   *
   * @param contentType its type octet, known or not
   * @param octets holds the fragment during this call only; to be kept it is copied
   */
  void fragment(int contentType, byte[] octets, int offset, int length);
}
