/**
 * What Java people already run, over Glassine instead of the JDK's provider. {@link
 * dev.glassine.ecosystem.DropInContract} says what every framework must do; there is one file for
 * each, and what one cannot do stands in {@code docs/ecosystem.md}, which these tests write.
 */
package dev.glassine.ecosystem;
