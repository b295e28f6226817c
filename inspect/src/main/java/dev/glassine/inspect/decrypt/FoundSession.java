package dev.glassine.inspect.decrypt;

import dev.glassine.inspect.Trace;
import dev.glassine.inspect.capture.Endpoint;

/**
 * A TLS connection that was found in a capture.
 *
 * @param connection the number of its TCP connection in the capture, from 1
 * @param client the TLS client's end
 * @param server the TLS server's end
 * @param trace what was seen of it
 */
public record FoundSession(long connection, Endpoint client, Endpoint server, Trace trace) {}
