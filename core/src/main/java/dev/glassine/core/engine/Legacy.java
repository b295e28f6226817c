package dev.glassine.core.engine;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ProtocolVersion;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one configuration may speak although it is broken. Each call names what it lets in and what
 * breaks it; nothing is let in that was not named, and nothing is switched for the whole JVM. It
 * takes the module {@code dev.glassine.legacy} on the class path or module path as well: without
 * its jar there is no code to reach.
 *
 * <pre>{@code
 * ServerConfig old = ServerConfig.builder()
 *     .credential(credential)
 *     .legacy(Legacy.builder().enableSsl3BrokenByPoodle().enableRc4BrokenByItsBiases().build())
 *     .build();
 * }</pre>
 *
 * <p>A version that is enabled here is added to TLS 1.3 and 1.2, unless {@link
 * TlsConfig.Builder#versions} names all of them. Versions before TLS 1.2 bring CBC suites and
 * static RSA key exchange along, for they have little else. Immutable and thread-safe.
 */
public final class Legacy {
  /** Nothing: what every configuration starts with. */
  public static final Legacy NONE = new Legacy(builder());

  private static final int SMALLEST_SOUND_PRIME = 2048;

  private final Set<Danger> enabled;
  private final boolean sendsSsl2Hello;
  private final int smallestPrimeBits;

  private Legacy(Builder builder) {
    enabled = EnumSet.copyOf(builder.enabled);
    sendsSsl2Hello = builder.sendsSsl2Hello;
    smallestPrimeBits = builder.smallestPrimeBits;
  }

  /** A builder that has let in what is let in here. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.enabled.addAll(enabled);
    builder.sendsSsl2Hello = sendsSsl2Hello;
    builder.smallestPrimeBits = smallestPrimeBits;
    return builder;
  }

  /** A builder that lets nothing in yet. */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether nothing is let in. */
  public boolean isNone() {
    return enabled.isEmpty();
  }

  /** Every door that is open. */
  public Set<Danger> dangers() {
    return EnumSet.copyOf(enabled);
  }

  /** Whether this door is open. */
  public boolean allows(Danger danger) {
    return enabled.contains(danger);
  }

  /** Whether every door that the suite needs is open. */
  public boolean allows(CipherSuite suite) {
    return enabled.containsAll(Danger.of(suite));
  }

  /** Whether TLS 1.2 or newer, or a version that is let in. */
  public boolean allows(ProtocolVersion version) {
    Danger danger = Danger.of(version);
    return danger == null || enabled.contains(danger);
  }

  /** The versions that are let in, newest first. */
  public List<ProtocolVersion> versions() {
    return ProtocolVersion.ALL.reversed().stream()
        .filter(version -> Danger.of(version) != null && allows(version))
        .toList();
  }

  /** Whether a client's hello goes out in SSL 2.0 format. */
  public boolean sendsSsl2Hello() {
    return sendsSsl2Hello;
  }

  /** Bits that a peer's Diffie-Hellman prime has at least, 512..2048. */
  public int smallestPrimeBits() {
    return smallestPrimeBits;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Legacy that
        && enabled.equals(that.enabled)
        && sendsSsl2Hello == that.sendsSsl2Hello
        && smallestPrimeBits == that.smallestPrimeBits;
  }

  @Override
  public int hashCode() {
    return enabled.hashCode();
  }

  @Override
  public String toString() {
    return "Legacy" + enabled;
  }

  /** Builds a {@link Legacy}. Not thread-safe. */
  public static final class Builder {
    private final Set<Danger> enabled = EnumSet.noneOf(Danger.class);
    private boolean sendsSsl2Hello;
    private int smallestPrimeBits = SMALLEST_SOUND_PRIME;

    private Builder() {}

    private Builder enable(Danger danger) {
      enabled.add(danger);
      return this;
    }

    /** TLS 1.1, which RFC 8996 deprecates: MD5 and SHA-1 in its handshake, no AEAD suites. */
    public Builder enableTls11Deprecated() {
      return enable(Danger.TLS_1_1);
    }

    /** TLS 1.0: BEAST (CVE-2011-3389), answered by splitting records; RFC 8996 deprecates it. */
    public Builder enableTls10BrokenByBeast() {
      return enable(Danger.TLS_1_0);
    }

    /** SSL 3.0: POODLE (CVE-2014-3566) reads what CBC suites protect; RFC 7568 prohibits it. */
    public Builder enableSsl3BrokenByPoodle() {
      return enable(Danger.SSL_3_0);
    }

    /**
     * SSL 2.0: DROWN (CVE-2016-0800) breaks even newer connections under the same RSA key, so give
     * it a key that nothing else uses; RFC 6176 prohibits it. It begins with a hello in its own
     * format, so this lets those in too: a server takes them, also where they lead to something
     * newer; a client sends its hello so, without extensions, and thus never reaches TLS 1.3.
     */
    public Builder enableSsl2BrokenByDrown() {
      enable(Danger.SSL_2_0_HELLO);
      return enable(Danger.SSL_2_0);
    }

    /**
     * Server: a ClientHello in SSL 2.0 format that leads to SSL 3.0 or TLS (RFC 5246 §E.2). It
     * cannot carry extensions, so nothing that mends TLS by extension is negotiated.
     */
    public Builder acceptSsl2HelloWithoutExtensions() {
      return enable(Danger.SSL_2_0_HELLO);
    }

    /**
     * Client: sends its hello in SSL 2.0 format (RFC 5246 §E.2), for servers that understand no
     * other. It cannot carry extensions: no server name, no extended main secret.
     */
    public Builder sendSsl2HelloWithoutExtensions() {
      sendsSsl2Hello = true;
      return enable(Danger.SSL_2_0_HELLO);
    }

    /** RC4 suites: the biases of its key stream give repeated secrets away (RFC 7465). */
    public Builder enableRc4BrokenByItsBiases() {
      return enable(Danger.RC4);
    }

    /** Triple DES, IDEA and RC2 with 128 bits: Sweet32 (CVE-2016-2183). */
    public Builder enableSmallBlocksBrokenBySweet32() {
      return enable(Danger.SMALL_BLOCKS);
    }

    /** DES, whose key of 56 bits can be found by trying. */
    public Builder enableSingleDesBrokenByTrying() {
      return enable(Danger.SINGLE_DES);
    }

    /**
     * Export suites: 40 or 56 bits of key, under RSA and Diffie-Hellman keys of 512 bits: FREAK
     * (CVE-2015-0204), Logjam (CVE-2015-4000).
     */
    public Builder enableExportBrokenByFreakAndLogjam() {
      return enable(Danger.EXPORT);
    }

    /** Suites that authenticate and do not encrypt. */
    public Builder enableNullCiphersThatEncryptNothing() {
      return enable(Danger.NULL_CIPHER);
    }

    /** Suites without certificates: open to whoever stands in the middle. */
    public Builder enableAnonymousSuitesThatAuthenticateNobody() {
      return enable(Danger.ANONYMOUS);
    }

    /** Suites that are signed with DSA, and DSA client certificates. */
    public Builder enableDssDeprecated() {
      return enable(Danger.DSS);
    }

    /**
     * Diffie-Hellman primes that are shorter than 2048 bits: Logjam (CVE-2015-4000).
     *
     * @param smallestPrimeBits what a server's prime has at least, 512..2048; a server of ours uses
     *     1024 bits with clients that name no group
     */
    public Builder enableWeakDiffieHellmanBrokenByLogjam(int smallestPrimeBits) {
      if (smallestPrimeBits < 512 || smallestPrimeBits > SMALLEST_SOUND_PRIME) {
        throw new IllegalArgumentException(
            "the shortest prime is 512..2048 bits, not " + smallestPrimeBits);
      }
      this.smallestPrimeBits = smallestPrimeBits;
      return enable(Danger.WEAK_DIFFIE_HELLMAN);
    }

    /**
     * DEFLATE in SSL 3.0 to TLS 1.2 (RFC 3749), where the peer has it too: CRIME (CVE-2012-4929)
     * reads secrets from the length of what is compressed.
     */
    public Builder enableCompressionBrokenByCrime() {
      return enable(Danger.COMPRESSION);
    }

    /**
     * Every cipher and key exchange that old peers have, anonymous suites, export suites and those
     * without encryption apart: RC4, Triple DES, IDEA, RC2, DES, DSA, and primes from 1024 bits on.
     */
    public Builder enableBrokenSuitesOfTheNineties() {
      return enableRc4BrokenByItsBiases()
          .enableSmallBlocksBrokenBySweet32()
          .enableSingleDesBrokenByTrying()
          .enableDssDeprecated()
          .enableWeakDiffieHellmanBrokenByLogjam(1024);
    }

    /** Shuts a door again; without hellos in SSL 2.0 format none is sent either. */
    public Builder shut(Danger danger) {
      enabled.remove(danger);
      sendsSsl2Hello &= danger != Danger.SSL_2_0_HELLO;
      return this;
    }

    /** What was let in. */
    public Legacy build() {
      return new Legacy(this);
    }
  }
}
