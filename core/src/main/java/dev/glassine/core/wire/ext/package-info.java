/**
 * The extensions, one record file each, in the same shape as the messages: the RFC's struct, then
 * {@code read} and {@code write}. Which extension may stand in which message is a column of {@link
 * dev.glassine.core.registry.ExtensionType}, not knowledge of these files.
 */
package dev.glassine.core.wire.ext;
