/**
 * The command {@code glassine}: one class per verb. Results go to standard output, talk goes to
 * standard error, and each verb documents its exit codes. Start reading at {@link
 * dev.glassine.cli.Glassine}.
 */
package dev.glassine.cli;
