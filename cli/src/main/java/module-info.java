import org.jspecify.annotations.NullMarked;

/** The command {@code glassine}. */
@NullMarked
module dev.glassine.cli {
  requires dev.glassine.core;
  requires dev.glassine.inspect;
  requires dev.glassine.jsse;
  requires dev.glassine.legacy;
  requires info.picocli;
  requires jdk.jfr; // of jsse, which does without; here "jcmd PID JFR.start" must find it
  requires tools.jackson.databind;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires static org.jspecify;

  opens dev.glassine.cli to
      info.picocli;
}
