package dev.glassine.core.crypto.jca;

import dev.glassine.core.crypto.CryptoProvider;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;

/** The sources whose jar is here, each by itself: what a vector test runs over. */
enum Parts {
  JDK(Source.JDK),
  BOUNCY_CASTLE(Source.BOUNCY_CASTLE),
  CONSCRYPT(Source.CONSCRYPT),
  /** Not a dependency of the build, as its jar is for one platform; put on the path by hand. */
  CORRETTO(Source.CORRETTO);

  private final Source source;

  Parts(Source source) {
    this.source = source;
  }

  /** Whether there is something to test. */
  boolean present() {
    return source.present();
  }

  List<Provider> providers() {
    try {
      return source.load();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  Candidates candidates() {
    return Candidates.given(providers());
  }

  CryptoProvider crypto() {
    return JcaCrypto.of(providers().toArray(Provider[]::new));
  }

  /** Those that are here. */
  static List<Parts> here() {
    List<Parts> here = new ArrayList<>(List.of(values()));
    here.removeIf(part -> !part.present());
    return here;
  }
}
