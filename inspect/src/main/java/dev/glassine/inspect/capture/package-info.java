/**
 * Captures in and out: pcap and pcapng files, the link, IP and TCP headers in their packets, and
 * the two streams of octets that each TCP connection carried.
 *
 * <p>Reading goes {@link dev.glassine.inspect.capture.CaptureReader} → {@link
 * dev.glassine.inspect.capture.TcpSegment#in} → {@link dev.glassine.inspect.capture.TcpStreams} →
 * {@link dev.glassine.inspect.capture.StreamListener}: each step holds a bounded amount, so a
 * capture of any size can be read. Nothing here knows TLS.
 */
@NullMarked
package dev.glassine.inspect.capture;

import org.jspecify.annotations.NullMarked;
