/**
 * The JSSE provider "Glassine": the classes that stand behind {@code javax.net.ssl} when a program
 * asks for it by name. They translate between JSSE's vocabulary and the engine's; every protocol
 * decision is made in {@code dev.glassine.core}.
 */
package dev.glassine.jsse;
