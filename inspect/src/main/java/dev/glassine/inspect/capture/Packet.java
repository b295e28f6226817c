package dev.glassine.inspect.capture;

import java.time.Instant;

/**
 * One packet as a capture holds it.
 *
 * @param number from 1, counted over the whole capture
 * @param time when it was seen
 * @param linkType what stands at its start, by its number in the registry of LINKTYPE values
 * @param octets what was captured; belongs to the receiver
 * @param originalLength octets that it had on the wire; more than were captured where a snapshot
 *     length cut it
 */
public record Packet(long number, Instant time, int linkType, byte[] octets, int originalLength) {}
