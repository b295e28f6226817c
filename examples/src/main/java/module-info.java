import org.jspecify.annotations.NullMarked;

/** Small programs that use Glassine. */
@NullMarked
module dev.glassine.examples {
  requires dev.glassine.core;
  requires dev.glassine.jsse;
  requires dev.glassine.legacy;
  requires static org.jspecify;
}
