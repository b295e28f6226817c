/**
 * What it costs that handshakes can be seen through: {@link dev.glassine.bench.trace.TraceCost} is
 * the program.
 */
@NullMarked
package dev.glassine.bench.trace;

import org.jspecify.annotations.NullMarked;
