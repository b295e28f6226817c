package dev.glassine.inspect.tshark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.glassine.core.registry.HandshakeType;
import dev.glassine.inspect.Trace;
import dev.glassine.inspect.decrypt.CaptureInspector;
import dev.glassine.inspect.decrypt.SessionSecrets;
import dev.glassine.inspect.keylog.KeyLogSecrets;
import dev.glassine.testkit.tshark.Dissection;
import dev.glassine.testkit.tshark.Ssl2Dissection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A capture that tshark and we read, and must read alike. */
record SameReading(Path captured, int port) {
  /** With a key log; answers the lines of the connections with TLS. */
  List<List<String>> withKeyLog(Path keyLog) throws IOException {
    List<List<String>> dissected =
        Dissection.read(captured, port, "-o", "tls.keylog_file:" + keyLog);
    assertThat(lines(new SessionSecrets(new KeyLogSecrets().read(keyLog), List.of())))
        .isEqualTo(dissected);
    return dissected;
  }

  /** The same where only the server's key opens anything. */
  List<List<String>> withTheServersKey(Path file, PrivateKey key) throws IOException {
    List<List<String>> ours = lines(new SessionSecrets(new KeyLogSecrets(), List.of(key)));
    assertThat(ours)
        .isEqualTo(Dissection.read(captured, port, "-o", "uat:rsa_keys:\"" + file + "\",\"\""));
    return ours;
  }

  /** SSL 2.0, of which tshark reads what goes in the clear; answers all that we read. */
  List<Trace> inSsl2(SessionSecrets secrets) throws IOException {
    List<Trace> ours = traces(secrets);
    assertThat(ours.stream().flatMap(trace -> TraceLines.ofSsl2InTheClear(trace).stream()).toList())
        .isEqualTo(Ssl2Dissection.read(captured, port));
    return ours;
  }

  private List<List<String>> lines(SessionSecrets secrets) throws IOException {
    return traces(secrets).stream().map(TraceLines::of).toList();
  }

  private List<Trace> traces(SessionSecrets secrets) throws IOException {
    // tshark lists connections as they begin, we as they end
    Map<Long, Trace> traces = new TreeMap<>();
    new CaptureInspector(secrets, found -> traces.put(found.connection(), found.trace()))
        .inspect(captured);
    return List.copyOf(traces.values());
  }

  static void hasBothFinished(List<String> lines) {
    assertThat(TraceLines.count(lines, HandshakeType.FINISHED)).as("%s", lines).isEqualTo(2);
  }
}
