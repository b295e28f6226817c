package dev.glassine.jsse;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The provider "Glassine": TLS 1.3 and TLS 1.2 for everything that goes through {@code
 * javax.net.ssl}.
 *
 * <pre>{@code
 * Security.insertProviderAt(new GlassineProvider(), 1);       // for the whole program
 * SSLContext.getInstance("TLS", new GlassineProvider());      // for one context
 * }</pre>
 *
 * <p>Services: {@code SSLContext} "TLS", "TLSv1.3" (both: 1.3 and 1.2), "TLSv1.2" (only that) and
 * "Default"; {@code KeyManagerFactory} "PKIX" and "SunX509"; {@code TrustManagerFactory} "PKIX" and
 * "SunX509"; both also "PEM" ({@link PemParameters}); {@code KeyStore} "PEM". Thread-safe.
 */
public final class GlassineProvider extends Provider {
  private static final long serialVersionUID = 1L;

  /** The name to ask for. */
  public static final String NAME = "Glassine";

  @SuppressWarnings("serial") // providers are not written anywhere
  private final transient ContextSettings settings;

  /** A provider with all services. It needs no configuration. */
  public GlassineProvider() {
    this(ContextSettings.NONE);
  }

  /** Its contexts begin with these settings. */
  GlassineProvider(ContextSettings settings) {
    super(NAME, "0.1", "Glassine: TLS 1.3 and 1.2 that can be seen through");
    this.settings = settings;
    for (ContextKind kind : ContextKind.values()) {
      offer(
          "SSLContext",
          kind.algorithm(),
          kind.aliases(),
          GlassineContext.class,
          () -> GlassineContext.of(kind, settings));
    }
    offer(
        "KeyManagerFactory",
        "PKIX",
        List.of("SunX509", "NewSunX509", "X509", "X.509"),
        GlassineKeyManagerFactory.class,
        GlassineKeyManagerFactory::new);
    offer(
        "TrustManagerFactory",
        "PKIX",
        List.of("SunX509", "SunPKIX", "X509", "X.509"),
        GlassineTrustManagerFactory.class,
        GlassineTrustManagerFactory::new);
    offer(
        "KeyManagerFactory",
        "PEM",
        List.of(),
        PemKeyManagerFactory.class,
        PemKeyManagerFactory::new);
    offer(
        "TrustManagerFactory",
        "PEM",
        List.of(),
        PemTrustManagerFactory.class,
        PemTrustManagerFactory::new);
    offer("KeyStore", "PEM", List.of(), PemKeyStore.class, PemKeyStore::new);
  }

  /**
   * A provider like this one all of whose contexts let in what is broken: for programs that cannot
   * call {@link ContextBuilder#legacy}. Nothing of it is enabled before somebody names it.
   *
   * <pre>
   *   security.provider.2=Glassine enableTls10BrokenByBeast enableSmallBlocksBrokenBySweet32
   * </pre>
   *
   * @param doors methods of {@link dev.glassine.core.engine.Legacy.Builder} without parameters, by
   *     name, with blanks or commas between them
   * @throws java.security.InvalidParameterException where there is no such method
   */
  @Override
  public Provider configure(String doors) {
    return new GlassineProvider(settings.letting(LegacyWords.read(doors)));
  }

  private void offer(
      String type,
      String algorithm,
      List<String> aliases,
      Class<?> implementation,
      Supplier<Object> maker) {
    putService(new MadeService(this, type, algorithm, aliases, implementation, maker));
  }

  /** A service whose class need not be public, because no reflection makes it. */
  private static final class MadeService extends Service {
    private final Supplier<Object> maker;

    MadeService(
        Provider provider,
        String type,
        String algorithm,
        List<String> aliases,
        Class<?> implementation,
        Supplier<Object> maker) {
      super(provider, type, algorithm, implementation.getName(), aliases, Map.of());
      this.maker = maker;
    }

    @Override
    public Object newInstance(Object constructorParameter) {
      return maker.get();
    }
  }
}
