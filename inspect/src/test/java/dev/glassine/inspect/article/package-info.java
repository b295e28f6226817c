/** The article {@code docs/how-ssl-works}: its handshakes, and the test that keeps it true. */
@NullMarked
package dev.glassine.inspect.article;

import org.jspecify.annotations.NullMarked;
