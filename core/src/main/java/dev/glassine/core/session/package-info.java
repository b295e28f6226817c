/**
 * What is kept so that two peers can resume: session states with a codec of their own, stores that
 * several machines may share, and the keys that seal tickets.
 */
package dev.glassine.core.session;
