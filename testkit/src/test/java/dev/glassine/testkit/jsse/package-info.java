/**
 * JSSE's contract, tested through {@code javax.net.ssl} alone: Glassine and the JDK's own provider
 * in each role.
 */
@NullMarked
package dev.glassine.testkit.jsse;

import org.jspecify.annotations.NullMarked;
