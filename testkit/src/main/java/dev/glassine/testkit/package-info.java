/**
 * What a test of TLS needs: transports that cut bytes in every way, a clock that stands still,
 * randomness from a seed, a certificate authority made on the spot, and pairs of engines that talk
 * in memory. Not for production: its keys and its randomness are predictable on purpose.
 */
package dev.glassine.testkit;
