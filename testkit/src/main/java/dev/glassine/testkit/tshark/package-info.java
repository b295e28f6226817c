/** tshark as the judge of captures: what it sees in one, in the terms that a test compares. */
@NullMarked
package dev.glassine.testkit.tshark;

import org.jspecify.annotations.NullMarked;
