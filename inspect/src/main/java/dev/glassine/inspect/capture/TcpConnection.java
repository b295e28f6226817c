package dev.glassine.inspect.capture;

import java.time.Instant;

/**
 * Which connection it is.
 *
 * @param number from 1, in the order of their first packets
 * @param initiator the end that opened it; the sender of the first packet where the opening is not
 *     in the capture
 * @param responder the other
 * @param time of its first packet
 * @param sawStart whether its opening is in the capture
 */
public record TcpConnection(
    long number, Endpoint initiator, Endpoint responder, Instant time, boolean sawStart) {}
