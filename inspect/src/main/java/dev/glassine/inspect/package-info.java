/**
 * What happened in a connection, told to a person or a program: the engine's events as a trace, and
 * the trace as text and JSON. Nothing here takes part in a handshake; it only reads the values that
 * the engine hands out.
 */
package dev.glassine.inspect;
