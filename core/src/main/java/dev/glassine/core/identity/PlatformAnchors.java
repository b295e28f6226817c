package dev.glassine.core.identity;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import org.jspecify.annotations.Nullable;

/**
 * Finds what this Java platform trusts, by the properties and files that JSSE documents: {@code
 * javax.net.ssl.trustStore} (with {@code trustStoreType}, {@code trustStorePassword}, {@code
 * trustStoreProvider}), else {@code jssecacerts}, else {@code cacerts} in the JDK's {@code
 * lib/security}. JSSE itself is not asked, because a JSSE provider stands on top of this.
 */
final class PlatformAnchors {
  private static final String PROPERTY = "javax.net.ssl.trustStore";

  private PlatformAnchors() {}

  static KeyStore load() {
    String named = System.getProperty(PROPERTY);
    if (named != null) {
      return load(named);
    }
    File security = new File(System.getProperty("java.home"), "lib" + File.separator + "security");
    File own = new File(security, "jssecacerts");
    return load((own.exists() ? own : new File(security, "cacerts")).getPath());
  }

  /** {@code NONE} is a store that is no file: a token, or the operating system's. */
  private static KeyStore load(String file) {
    String type = property("Type");
    String provider = property("Provider");
    String password = property("Password");
    char[] secret = password == null ? null : password.toCharArray();
    try {
      if (type == null && provider == null && !file.equals("NONE")) {
        return KeyStore.getInstance(new File(file), secret);
      }
      String known = type != null ? type : KeyStore.getDefaultType();
      KeyStore store =
          provider == null ? KeyStore.getInstance(known) : KeyStore.getInstance(known, provider);
      if (file.equals("NONE")) {
        store.load(null, secret);
      } else {
        try (InputStream in = new FileInputStream(file)) {
          store.load(in, secret);
        }
      }
      return store;
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "this Java platform's trusted certificates cannot be read from "
              + file
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static @Nullable String property(String suffix) {
    String value = System.getProperty(PROPERTY + suffix);
    return value == null || value.isEmpty() ? null : value;
  }
}
