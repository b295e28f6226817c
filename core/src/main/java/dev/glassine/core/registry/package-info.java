/**
 * The registries of TLS as tables: versions, suites, groups, signature schemes, extensions, alerts.
 * One row each, with its code, its name, the RFC that defines it and its standing today. A code
 * that no table knows still survives as a value, so that it can be echoed, ignored or shown.
 */
package dev.glassine.core.registry;
