/**
 * The extensions, one record file each, in the same shape as the messages: the RFC's struct, then
 * {@code read} and {@code write}. Which extension may stand in which message is a column of {@link
 * dev.glassine.core.registry.ExtensionType}, not knowledge of these files.
 *
 * <p>One type often has several shapes: key_share is a list in a ClientHello, one entry in a
 * ServerHello and a group alone in a HelloRetryRequest. Each shape is a record of its own, named
 * after what it says ({@link dev.glassine.core.wire.ext.OfferedKeyShares}, {@link
 * dev.glassine.core.wire.ext.SelectedKeyShare}, {@link dev.glassine.core.wire.ext.RequestedGroup}),
 * so that a flow cannot mistake one for the other. {@link
 * dev.glassine.core.wire.ext.ExtensionCodec} is the table of contents. GREASE, unknown types and
 * types known by name only stay octets in {@link dev.glassine.core.wire.ext.UnknownExtension}.
 */
package dev.glassine.core.wire.ext;
