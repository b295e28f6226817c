package dev.glassine.bench.sidebyside;

import java.lang.reflect.InvocationTargetException;
import java.security.Provider;

/** The stacks that are written in Java, or can be reached from it. */
enum Stacks {
  GLASSINE {
    @Override
    Stack make(Fixtures fixtures) {
      return new JsseStack(provider("dev.glassine.jsse.GlassineProvider"), fixtures);
    }
  },
  SUN {
    @Override
    Stack make(Fixtures fixtures) {
      return JsseStack.ofTheJdk(fixtures);
    }
  },
  BOUNCY_CASTLE {
    @Override
    Stack make(Fixtures fixtures) {
      return new JsseStack(
          provider(
              "org.bouncycastle.jsse.provider.BouncyCastleJsseProvider",
              provider("org.bouncycastle.jce.provider.BouncyCastleProvider")),
          fixtures);
    }
  },
  CONSCRYPT {
    @Override
    Stack make(Fixtures fixtures) {
      return new ConscryptStack(fixtures);
    }
  },
  NETTY {
    @Override
    Stack make(Fixtures fixtures) {
      return new NettyStack(fixtures);
    }
  };

  abstract Stack make(Fixtures fixtures);

  /** By name: a worker has the classes of its own stack only. */
  static Provider provider(String className, Object... arguments) {
    try {
      Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {Provider.class};
      return Class.forName(className)
          .asSubclass(Provider.class)
          .getConstructor(types)
          .newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(className + " does not start", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className + " is not there", e);
    }
  }
}
