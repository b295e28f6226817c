package dev.glassine.core.handshake;

import dev.glassine.core.registry.CipherSuite;
import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.wire.Bytes;
import dev.glassine.core.wire.ClientHello;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.Extensions;
import dev.glassine.core.wire.HelloRetryRequest;
import dev.glassine.core.wire.ServerHello;
import java.util.ArrayList;
import java.util.List;

/** Messages with one thing changed, for peers that misbehave. */
public final class Altered {
  private Altered() {}

  /** The extension replaces the one of its type in place, or comes last where there is none. */
  public static Extensions with(Extensions extensions, Extension extension) {
    List<Extension> list = new ArrayList<>(extensions.list());
    for (int i = 0; i < list.size(); i++) {
      if (list.get(i).type().equals(extension.type())) {
        list.set(i, extension);
        return new Extensions(list);
      }
    }
    list.add(extension);
    return new Extensions(list);
  }

  /** Without the extension of this type. */
  public static Extensions without(Extensions extensions, ExtensionType type) {
    return new Extensions(
        extensions.list().stream().filter(extension -> !extension.type().equals(type)).toList());
  }

  /** The hello with this extension replaced or added. */
  public static ClientHello with(ClientHello hello, Extension extension) {
    return with(hello, with(hello.extensions(), extension));
  }

  /** The hello without this extension. */
  public static ClientHello without(ClientHello hello, ExtensionType type) {
    return with(hello, without(hello.extensions(), type));
  }

  /** The hello with other extensions. */
  public static ClientHello with(ClientHello h, Extensions extensions) {
    return new ClientHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionId(),
        h.cipherSuites(),
        h.legacyCompressionMethods(),
        extensions);
  }

  /** The hello with another legacy_version. */
  public static ClientHello withVersion(ClientHello h, ProtocolVersion version) {
    return new ClientHello(
        version,
        h.random(),
        h.legacySessionId(),
        h.cipherSuites(),
        h.legacyCompressionMethods(),
        h.extensions());
  }

  /** The hello with other suites. */
  public static ClientHello withSuites(ClientHello h, List<CipherSuite> suites) {
    return new ClientHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionId(),
        suites,
        h.legacyCompressionMethods(),
        h.extensions());
  }

  /** The hello with other compression methods. */
  public static ClientHello withCompression(ClientHello h, Bytes methods) {
    return new ClientHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionId(),
        h.cipherSuites(),
        methods,
        h.extensions());
  }

  /** The hello with another random. */
  public static ClientHello withRandom(ClientHello h, Bytes random) {
    return new ClientHello(
        h.legacyVersion(),
        random,
        h.legacySessionId(),
        h.cipherSuites(),
        h.legacyCompressionMethods(),
        h.extensions());
  }

  /** The hello with this extension replaced or added. */
  public static ServerHello with(ServerHello hello, Extension extension) {
    return with(hello, with(hello.extensions(), extension));
  }

  /** The hello without this extension. */
  public static ServerHello without(ServerHello hello, ExtensionType type) {
    return with(hello, without(hello.extensions(), type));
  }

  /** The hello with other extensions. */
  public static ServerHello with(ServerHello h, Extensions extensions) {
    return new ServerHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionIdEcho(),
        h.cipherSuite(),
        h.legacyCompressionMethod(),
        extensions);
  }

  /** The hello with another legacy_version. */
  public static ServerHello withVersion(ServerHello h, ProtocolVersion version) {
    return new ServerHello(
        version,
        h.random(),
        h.legacySessionIdEcho(),
        h.cipherSuite(),
        h.legacyCompressionMethod(),
        h.extensions());
  }

  /** The hello with another random. */
  public static ServerHello withRandom(ServerHello h, Bytes random) {
    return new ServerHello(
        h.legacyVersion(),
        random,
        h.legacySessionIdEcho(),
        h.cipherSuite(),
        h.legacyCompressionMethod(),
        h.extensions());
  }

  /** The hello with another echo. */
  public static ServerHello withEcho(ServerHello h, Bytes echo) {
    return new ServerHello(
        h.legacyVersion(),
        h.random(),
        echo,
        h.cipherSuite(),
        h.legacyCompressionMethod(),
        h.extensions());
  }

  /** The hello with another suite. */
  public static ServerHello withSuite(ServerHello h, CipherSuite suite) {
    return new ServerHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionIdEcho(),
        suite,
        h.legacyCompressionMethod(),
        h.extensions());
  }

  /** The hello with another compression method. */
  public static ServerHello withCompression(ServerHello h, int method) {
    return new ServerHello(
        h.legacyVersion(),
        h.random(),
        h.legacySessionIdEcho(),
        h.cipherSuite(),
        method,
        h.extensions());
  }

  /** The request with other extensions. */
  public static HelloRetryRequest with(HelloRetryRequest r, Extensions extensions) {
    return new HelloRetryRequest(
        r.legacyVersion(),
        r.legacySessionIdEcho(),
        r.cipherSuite(),
        r.legacyCompressionMethod(),
        extensions);
  }
}
