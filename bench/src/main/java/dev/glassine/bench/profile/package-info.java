/**
 * Where the time goes: recordings of JFR as flame graphs, and the dearest calls by name. {@code
 * bench/profile} records and draws.
 */
@NullMarked
package dev.glassine.bench.profile;

import org.jspecify.annotations.NullMarked;
