/** Programs that tests run in a JVM of its own, because they need other options. */
package dev.glassine.testkit.jsse.forked;
