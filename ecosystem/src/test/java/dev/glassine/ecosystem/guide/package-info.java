/**
 * The code of {@code docs/guide}: each snippet there is a region of a file here, between {@code
 * tag::NAME} and {@code end::NAME}, and the tests run it.
 */
package dev.glassine.ecosystem.guide;
