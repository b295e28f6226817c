/**
 * The one door to a connection: bytes in, bytes out, application data in, application data out, and
 * questions that the owner answers at once or later. A connection has one owner thread, no locks
 * and no I/O. What it decided, and why, comes out as events; time and randomness come in through
 * the configuration.
 */
package dev.glassine.core.engine;
