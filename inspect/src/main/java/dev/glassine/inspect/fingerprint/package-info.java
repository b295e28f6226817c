/**
 * What a ClientHello tells about the program that sent it, as the short strings that operators
 * search for: JA3 and JA4.
 */
@NullMarked
package dev.glassine.inspect.fingerprint;

import org.jspecify.annotations.NullMarked;
