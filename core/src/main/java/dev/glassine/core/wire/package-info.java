/**
 * Bytes to messages and back, with no connection needed. Each message has a file that opens with
 * the RFC's struct and holds its {@code read} and {@code write} side by side; the labels given to
 * the cursors are the RFC's field names, and become the paths in errors and the byte ranges in
 * traces. Lengths are checked before anything is allocated, and bytes left over are an error.
 */
package dev.glassine.core.wire;
