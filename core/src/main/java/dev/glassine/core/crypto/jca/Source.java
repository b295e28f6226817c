package dev.glassine.core.crypto.jca;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Where providers come from. Optional ones are found by name when their jar is present; they are
 * never installed in the JVM, so nothing else in the program changes.
 */
enum Source {
  /** Amazon Corretto Crypto Provider: AWS-LC, native. */
  CORRETTO("AmazonCorrettoCryptoProvider", "native code"),
  /** Conscrypt: BoringSSL, native. */
  CONSCRYPT("Conscrypt", "native code"),
  /** Bouncy Castle, in Java. */
  BOUNCY_CASTLE("BC", "Java, faster here than the JDK or the only one that has it"),
  /** What comes with the JDK, in module java.base. */
  JDK("JDK", "the JDK's own"),
  /** Whatever else the owner of the JVM installed. */
  INSTALLED("installed", "installed in this JVM");

  private static final List<String> JDK_NAMES = List.of("SUN", "SunRsaSign", "SunEC", "SunJCE");

  private final String providerName;
  private final String why;

  Source(String providerName, String why) {
    this.providerName = providerName;
    this.why = why;
  }

  /** Why a provider from here is liked. */
  String why() {
    return why;
  }

  /** Whether it is a jar that is there or not, as against part of the JVM's configuration. */
  boolean optional() {
    return switch (this) {
      case CORRETTO, CONSCRYPT, BOUNCY_CASTLE -> true;
      case JDK, INSTALLED -> false;
    };
  }

  /** Whether there is something to load; loads nothing. */
  boolean present() {
    return switch (this) {
      case CORRETTO ->
          installedOrHas("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider");
      case CONSCRYPT -> installedOrHas("org.conscrypt.Conscrypt");
      case BOUNCY_CASTLE -> installedOrHas("org.bouncycastle.jce.provider.BouncyCastleProvider");
      case JDK, INSTALLED -> true;
    };
  }

  /** The providers, in order; empty where there are none. Can take long: loads native code. */
  List<Provider> load() throws ReflectiveOperationException {
    return switch (this) {
      case CORRETTO -> List.of(corretto());
      case CONSCRYPT -> List.of(conscrypt());
      case BOUNCY_CASTLE -> List.of(bouncyCastle());
      case JDK -> jdk();
      case INSTALLED -> others();
    };
  }

  private Provider corretto() throws ReflectiveOperationException {
    Provider installed = Security.getProvider(providerName);
    return installed != null
        ? installed
        : (Provider)
            type("com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider")
                .getField("INSTANCE")
                .get(null);
  }

  private Provider conscrypt() throws ReflectiveOperationException {
    Provider installed = Security.getProvider(providerName);
    return installed != null
        ? installed
        : (Provider) type("org.conscrypt.Conscrypt").getMethod("newProvider").invoke(null);
  }

  private Provider bouncyCastle() throws ReflectiveOperationException {
    Provider installed = Security.getProvider(providerName);
    return installed != null
        ? installed
        : (Provider)
            type("org.bouncycastle.jce.provider.BouncyCastleProvider")
                .getConstructor()
                .newInstance();
  }

  /** By name: asking for all of them would load each. */
  private static List<Provider> jdk() {
    List<Provider> found = new ArrayList<>();
    for (String name : JDK_NAMES) {
      Provider provider = Security.getProvider(name);
      if (provider != null) {
        found.add(provider);
      }
    }
    return found;
  }

  private static List<Provider> others() {
    List<Provider> found = new ArrayList<>();
    for (Provider provider : Security.getProviders()) {
      if (!JDK_NAMES.contains(provider.getName())) {
        found.add(provider);
      }
    }
    return found;
  }

  /** Looks for the file of the class only: opening the class would check its jar's signature. */
  private boolean installedOrHas(String className) {
    return Security.getProvider(providerName) != null
        || loader().getResource(className.replace('.', '/') + ".class") != null;
  }

  private static ClassLoader loader() {
    return Objects.requireNonNullElseGet(
        Source.class.getClassLoader(), ClassLoader::getSystemClassLoader);
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name, false, loader());
  }

  /** What really went wrong inside a reflective call. */
  static Throwable cause(Throwable failure) {
    return failure instanceof InvocationTargetException call && call.getCause() != null
        ? call.getCause()
        : failure;
  }
}
