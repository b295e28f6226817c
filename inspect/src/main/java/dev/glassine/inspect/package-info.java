/**
 * What happened in a connection, told to a person or a program. {@code TraceRecorder} listens and
 * makes a {@code Trace}; {@code Chapter} finds the textbook's nine steps in it; the views are text
 * ({@code TextLadder}), JSON ({@code TraceJson}), a page ({@code TracePage}) and drawings ({@code
 * LadderPicture}, {@code KeySchedulePicture}). Nothing here takes part in a handshake; it only
 * reads the values that the engine hands out.
 */
package dev.glassine.inspect;
