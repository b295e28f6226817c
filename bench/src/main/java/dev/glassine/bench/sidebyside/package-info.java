/**
 * The same work by every stack, side by side, in one run.
 *
 * <p>{@link dev.glassine.bench.sidebyside.SideBySide} is the program. It starts one process for
 * each {@link dev.glassine.bench.sidebyside.Contestant}: a JVM that has the jars of this stack and
 * no others ({@link dev.glassine.bench.sidebyside.Worker}), or a native program that understands
 * the same commands (folder {@code peers}). For each {@link dev.glassine.bench.sidebyside.Workload}
 * it asks one after another for a short turn, and again, and again, so that what else happens on
 * the machine hits all alike; a {@link dev.glassine.bench.sidebyside.WarmUp} comes first. {@link
 * dev.glassine.bench.sidebyside.Primitives} are what no stack can beat, {@link
 * dev.glassine.bench.sidebyside.AtRest} is about connections that do nothing. {@link
 * dev.glassine.bench.sidebyside.Report} writes down what came out.
 *
 * <p>No module: what is on a worker's class path is what decides which stack it is.
 */
@NullMarked
package dev.glassine.bench.sidebyside;

import org.jspecify.annotations.NullMarked;
