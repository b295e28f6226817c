/**
 * Programs under sixty lines, each of them whole: copy one and start. The build compiles and runs
 * all of them.
 */
package dev.glassine.examples;
