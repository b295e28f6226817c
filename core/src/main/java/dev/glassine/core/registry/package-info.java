/**
 * The registries of TLS as tables: versions, suites, groups, signature schemes, extensions, alerts.
 * One row each, with its code, its name, the RFC that defines it and its standing today. A code
 * that no table knows still survives as a value, so that it can be echoed, ignored or shown.
 *
 * <p>Rows come in two kinds. Those that Glassine can speak are constants, and say everything the
 * rest of the core asks: which versions may use a suite, which messages may carry an extension, how
 * long a key share is. The rest of IANA's numbers are known by name only, in short text tables, and
 * behave like unknown ones that happen to have a name. {@link dev.glassine.core.registry.Judgement}
 * says how something is judged and why; a suite takes the worst judgement of its parts.
 *
 * <p>What is not here: which of these things is enabled. That is configuration ({@code engine}),
 * and choosing between two offers is negotiation. Start reading at {@link
 * dev.glassine.core.registry.CipherSuite} and {@link dev.glassine.core.registry.ExtensionType}.
 */
package dev.glassine.core.registry;
