/**
 * The parts on their own, by JMH: records, key schedule, hello, chain verdict, signatures, groups.
 * {@code bench/parts} runs them; its arguments are JMH's.
 */
@NullMarked
package dev.glassine.bench.parts;

import org.jspecify.annotations.NullMarked;
