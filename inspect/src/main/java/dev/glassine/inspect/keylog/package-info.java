/**
 * The secrets of connections in files (SSLKEYLOGFILE, RFC 9850): {@link
 * dev.glassine.inspect.keylog.KeyLogFile} writes them, for whoever asked for it in so many words;
 * {@link dev.glassine.inspect.keylog.KeyLogSecrets} holds what was read, to open recorded traffic
 * with.
 */
@NullMarked
package dev.glassine.inspect.keylog;

import org.jspecify.annotations.NullMarked;
