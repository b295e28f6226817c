package dev.glassine.testkit.conformance;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The JVM that runs every test: each connection to its socket is one test, of {@code
 * conformance/forwarder.c}, which also says how the two speak.
 */
public final class ShimServer {
  private static final int MOST_ARGUMENTS = 4096;
  private static final int LONGEST_ARGUMENT = 1 << 20;

  private ShimServer() {}

  /**
   * Serves until it is ended.
   *
   * @param arguments the path of the socket; that of the file to which the reason of each test that
   *     is refused goes, a line each; and {@code --jsse} to drive the provider instead of the
   *     engine
   */
  public static void main(String[] arguments) throws IOException {
    LenientCertificates.install();
    Shim.Api api = List.of(arguments).contains("--jsse") ? Shim.Api.JSSE : Shim.Api.ENGINE;
    Path path = Path.of(arguments[0]);
    Path refusals = Files.createFile(Path.of(arguments[1]));
    Files.deleteIfExists(path);
    try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listening.bind(UnixDomainSocketAddress.of(path), 128);
      while (true) {
        SocketChannel visitor = listening.accept();
        Thread.ofPlatform().daemon().start(() -> serve(visitor, refusals, api));
      }
    }
  }

  private static void serve(SocketChannel visitor, Path refusals, Shim.Api api) {
    try (visitor) {
      DataInputStream in = new DataInputStream(Channels.newInputStream(visitor));
      Shim.Ending ending = Shim.run(arguments(in), api);
      if (ending.code() == Refused.EXIT_CODE) {
        note(refusals, ending.errors());
      }
      DataOutputStream out =
          new DataOutputStream(new java.io.BufferedOutputStream(Channels.newOutputStream(visitor)));
      out.writeInt(ending.code());
      write(out, ending.output());
      write(out, ending.errors());
      out.flush();
    } catch (IOException e) {
      // the forwarder was ended before its test was
    }
  }

  private static synchronized void note(Path refusals, String reason) throws IOException {
    Files.writeString(refusals, reason, StandardOpenOption.APPEND);
  }

  /** One octet is one character: some flags have values that are not text. */
  private static List<String> arguments(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MOST_ARGUMENTS) {
      throw new IOException(count + " arguments");
    }
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > LONGEST_ARGUMENT) {
        throw new IOException("an argument of " + length + " octets");
      }
      arguments.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
    }
    return arguments;
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] octets = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(octets.length);
    out.write(octets);
  }
}
