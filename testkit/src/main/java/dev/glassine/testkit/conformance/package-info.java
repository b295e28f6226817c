/**
 * The shim through which BoringSSL's protocol tests speak to Glassine.
 *
 * <p>The runner starts one process for each test and says by flags what the connection should be
 * and what it should come to. That process is {@code conformance/forwarder.c}, which hands its
 * arguments to {@link dev.glassine.testkit.conformance.ShimServer}, a JVM that is already warm.
 * Start reading at {@link dev.glassine.testkit.conformance.Shim}: one test, from its flags to its
 * exit code.
 *
 * <p>There is no protocol here: flags become a configuration of the engine, the engine does the
 * rest, and what it agreed on is compared with what the flags expect. {@code flags.txt} has every
 * flag; one that is not supported is refused, and its test does not count.
 */
@NullMarked
package dev.glassine.testkit.conformance;

import org.jspecify.annotations.NullMarked;
