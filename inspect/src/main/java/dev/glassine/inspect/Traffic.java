package dev.glassine.inspect;

/**
 * How much went over the wire, record headers included; counted also where records are not among
 * the entries any more.
 *
 * @param clientRecords records that the client sent
 * @param clientOctets their octets
 * @param serverRecords records that the server sent
 * @param serverOctets their octets
 */
public record Traffic(
    long clientRecords, long clientOctets, long serverRecords, long serverOctets) {
  /** Nothing. */
  public static final Traffic NONE = new Traffic(0, 0, 0, 0);
}
