/** Files that hold what only their owner may read: key logs, and captures with secrets in them. */
@NullMarked
package dev.glassine.inspect.file;

import org.jspecify.annotations.NullMarked;
