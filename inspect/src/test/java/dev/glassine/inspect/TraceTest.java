package dev.glassine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.glassine.core.crypto.Secret;
import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEvent;
import dev.glassine.core.registry.ProtocolVersion;
import dev.glassine.core.registry.Side;
import dev.glassine.core.wire.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trace of real handshakes: what it holds, and that JSON keeps it. */
class TraceTest {
  private static final Map<String, RecordedPair> HANDSHAKES = Handshakes.all();
  private static final Path SCHEMA =
      Path.of(System.getProperty("glassine.root", ".."), "docs", "trace-schema.json");

  static Stream<Arguments> everyTrace() {
    return HANDSHAKES.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(
                    Arguments.of(entry.getKey() + ", client", entry.getValue().client.trace()),
                    Arguments.of(entry.getKey() + ", server", entry.getValue().server.trace())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void comesBackFromJsonAsItWas(String name, Trace trace) {
    assertThat(TraceJson.read(TraceJson.write(trace))).isEqualTo(trace);
    assertThat(TraceJson.read(TraceJson.writeIndented(trace))).isEqualTo(trace);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void keepsToThePublishedSchema(String name, Trace trace) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));

    assertThat(schema.validate(TraceJson.write(trace), InputFormat.JSON)).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNoTrace() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(SCHEMA));
    String json = TraceJson.write(HANDSHAKES.get("TLS 1.3").client.trace());

    for (String broken :
        List.of(
            json.replace("\"sender\":\"client\"", "\"sender\":\"nobody\""),
            json.replace("\"kind\":\"message\"", "\"kind\":\"massage\""),
            json.replace("\"format\":1", "\"format\":2"))) {
      assertThat(schema.validate(broken, InputFormat.JSON)).isNotEmpty();
    }
  }

  @Test
  void tellsEachRecordMessageDecisionAndKey() {
    Trace trace = HANDSHAKES.get("TLS 1.3").client.trace();

    assertThat(trace.entries(TraceEntry.Message.class))
        .extracting(TraceEntry.Message::name)
        .containsExactly(
            "ClientHello",
            "ServerHello",
            "EncryptedExtensions",
            "Certificate",
            "CertificateVerify",
            "Finished",
            "Finished",
            "NewSessionTicket",
            "NewSessionTicket");
    assertThat(trace.entries(TraceEntry.Decision.class))
        .extracting(TraceEntry.Decision::topic)
        .contains("protocol version", "cipher suite", "key exchange group", "peer identity");
    assertThat(trace.entries(TraceEntry.KeyStep.class))
        .extracting(TraceEntry.KeyStep::name)
        .contains("early secret", "handshake secret", "main secret", "resumption secret");
    assertThat(trace.entries(TraceEntry.Certificates.class).getFirst().chain().getFirst().names())
        .containsExactly("localhost");
    assertThat(trace.isComplete()).isTrue();
    assertThat(trace.hasFailed()).isFalse();
  }

  @Test
  void saysOfEachFieldWhereItStandsAndWhatItIsFor() {
    TraceEntry.Message hello =
        HANDSHAKES.get("TLS 1.3").server.trace().entries(TraceEntry.Message.class).getFirst();
    TraceField random =
        hello.fields().stream().filter(field -> field.path().equals("random")).findFirst().get();

    assertThat(random.offset()).isEqualTo(6);
    assertThat(random.length()).isEqualTo(32);
    assertThat(hello.hex().substring(12, 76)).isEqualTo(random.value());
    assertThat(random.meaning()).contains("no two handshakes are alike");
    assertThat(random.reference()).isEqualTo("RFC 9846 §4.2.2");
    assertThat(hello.fields())
        .filteredOn(field -> field.path().contains("key_share"))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field.reference()).isEqualTo("RFC 9846 §4.3.8"));
  }

  @Test
  void opensTheKeyExchangeByTheSuiteThatWasChosen() {
    assertThat(paths("TLS 1.2", "ServerKeyExchange"))
        .containsExactly(
            "msg_type",
            "length",
            "params.curve_type",
            "params.namedcurve",
            "params.public",
            "signed_params.algorithm",
            "signed_params.signature");
    assertThat(paths("TLS 1.2", "ClientKeyExchange"))
        .containsExactly("msg_type", "length", "exchange_keys.ecdh_Yc");
    assertThat(paths("SSL 3.0 with client authentication", "ClientKeyExchange"))
        .containsExactly("msg_type", "length", "exchange_keys.encrypted_pre_master_secret");
    assertThat(message("TLS 1.2", "ServerKeyExchange").summary())
        .isEqualTo("share x25519 · signed ecdsa_secp256r1_sha256");
    assertThat(message("TLS 1.0 with client authentication", "ClientKeyExchange").summary())
        .isEqualTo("the secret, under the server's RSA key");
  }

  private static List<String> paths(String handshake, String message) {
    return message(handshake, message).fields().stream().map(TraceField::path).toList();
  }

  private static TraceEntry.Message message(String handshake, String name) {
    return HANDSHAKES.get(handshake).client.trace().entries(TraceEntry.Message.class).stream()
        .filter(message -> message.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void explainsEveryFieldThatItNames(String name, Trace trace) {
    List<String> bare =
        trace.entries(TraceEntry.Message.class).stream()
            .flatMap(message -> message.fields().stream())
            .filter(
                field -> field.meaning().isEmpty() || !field.reference().matches("(RFC|SSL) .*"))
            .map(TraceField::path)
            .distinct()
            .toList();

    assertThat(bare).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyTrace")
  void bothSidesHashTheSameTranscript(String name, Trace trace) {
    RecordedPair recorded = HANDSHAKES.get(name.substring(0, name.lastIndexOf(',')));
    List<String> client = hashes(recorded.client.trace());
    List<String> server = hashes(recorded.server.trace());
    int common = Math.min(client.size(), server.size());

    assertThat(client.subList(0, common)).isEqualTo(server.subList(0, common));
  }

  private static List<String> hashes(Trace trace) {
    return trace.entries(TraceEntry.Message.class).stream()
        .map(TraceEntry.Message::transcriptHash)
        .filter(hash -> !hash.isEmpty())
        .toList();
  }

  @Test
  void hashesTheTranscriptAsTheStandardSays() throws Exception {
    Trace trace = HANDSHAKES.get("TLS 1.3").client.trace();
    String hash = trace.entries(TraceEntry.Completed.class).getFirst().facts().get("cipher suite");
    MessageDigest digest =
        MessageDigest.getInstance(hash.endsWith("SHA384") ? "SHA-384" : "SHA-256");

    for (TraceEntry.Message message : trace.entries(TraceEntry.Message.class).subList(0, 7)) {
      digest.update(HexFormat.of().parseHex(message.hex()));
      MessageDigest soFar = (MessageDigest) digest.clone();
      assertThat(message.transcriptHash()).isEqualTo(HexFormat.of().formatHex(soFar.digest()));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLS 1.1", "TLS 1.0", "SSL 3.0"})
  void hashesTheTranscriptOfOldVersionsByTwoHashes(String version) throws Exception {
    RecordedPair recorded = HANDSHAKES.get(version + " with client authentication");
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
    List<TraceEntry.Message> messages = recorded.client.trace().entries(TraceEntry.Message.class);

    assertThat(messages.getLast().name()).isEqualTo("Finished");
    for (TraceEntry.Message message : messages) {
      byte[] octets = HexFormat.of().parseHex(message.hex());
      md5.update(octets);
      sha1.update(octets);
      assertThat(message.transcriptHash())
          .as(message.name())
          .isEqualTo(
              HexFormat.of().formatHex(((MessageDigest) md5.clone()).digest())
                  + HexFormat.of().formatHex(((MessageDigest) sha1.clone()).digest()));
    }
  }

  @Test
  void hasNoTranscriptHashInSsl20WhichHashesNoMessages() {
    RecordedPair recorded = HANDSHAKES.get("SSL 2.0 with client authentication");

    assertThat(recorded.client.trace().isComplete()).isTrue();
    assertThat(hashes(recorded.client.trace())).isEmpty();
  }

  @Test
  void givesTheKeyScheduleTheTranscriptHashesThatItsSecretsAreBoundTo() {
    Trace trace = HANDSHAKES.get("TLS 1.3").client.trace();
    List<TraceEntry.Message> messages = trace.entries(TraceEntry.Message.class);

    assertThat(step(trace, "client handshake traffic secret").transcriptHash())
        .isEqualTo(messages.get(1).transcriptHash());
    assertThat(step(trace, "client application traffic secret 0").transcriptHash())
        .isEqualTo(messages.get(5).transcriptHash());
    assertThat(step(trace, "resumption secret").transcriptHash())
        .isEqualTo(messages.get(6).transcriptHash());
  }

  private static TraceEntry.KeyStep step(Trace trace, String name) {
    return trace.entries(TraceEntry.KeyStep.class).stream()
        .filter(step -> step.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsRecordsAndTheirOctetsBothWays() {
    RecordedPair recorded = HANDSHAKES.get("TLS 1.3");

    Trace client = recorded.client.trace();
    Trace server = recorded.server.trace();

    assertThat(client.traffic()).isEqualTo(server.traffic());
    assertThat(client.traffic().serverOctets()).isGreaterThan(40_000);
    assertThat(client.entries(TraceEntry.Records.class))
        .filteredOn(records -> records.carries().equals("application_data"))
        .extracting(TraceEntry.Records::sender)
        .contains(Side.CLIENT, Side.SERVER);
    assertThat(
            client.entries(TraceEntry.Records.class).stream()
                .mapToLong(TraceEntry.Records::octets)
                .sum())
        .isEqualTo(client.traffic().clientOctets() + client.traffic().serverOctets());
  }

  @Test
  void dividesTheTimeAmongThoseWhoTookIt() {
    Steps clock = new Steps();
    TraceRecorder recorder = TraceRecorder.server("192.0.2.1", clock);
    Question question = new Question.FindSession(Bytes.EMPTY);

    clock.now = 1_000;
    recorder.on(new TlsEvent.RecordSeen(Side.CLIENT, 22, 100, false));
    clock.now = 1_200;
    recorder.on(new TlsEvent.Asked(question));
    clock.now = 5_200;
    recorder.on(new TlsEvent.Answered(question));
    clock.now = 5_500;
    recorder.on(new TlsEvent.RecordSeen(Side.SERVER, 22, 90, false));
    clock.now = 9_500;
    recorder.on(new TlsEvent.RecordSeen(Side.CLIENT, 22, 50, false));

    assertThat(recorder.trace().timings())
        .isEqualTo(new Timings(9_500, 5_000, 500, 0, 0, 4_000, 0));
  }

  private static final class Steps implements InstantSource {
    private long now;

    @Override
    public Instant instant() {
      return Instant.EPOCH.plus(Duration.ofNanos(now * 1000));
    }
  }

  @Test
  void holdsNoSecretUnlessAskedTo() {
    List<String> secrets = new ArrayList<>();
    var visitor =
        RecordedPair.visitor(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2)
            .logSecretsForDebugging(
                (label, random, secret) ->
                    secrets.add(HexFormat.of().formatHex(secret.reveal(Secret.Access.KEY_LOG))));
    RecordedPair recorded =
        RecordedPair.of(
            visitor, RecordedPair.host(ProtocolVersion.TLS_1_3, ProtocolVersion.TLS_1_2));

    assertThat(secrets).hasSizeGreaterThanOrEqualTo(5);
    for (Trace trace : List.of(recorded.client.trace(), recorded.server.trace())) {
      assertThat(TraceJson.write(trace)).doesNotContain(secrets);
    }
  }

  @Test
  void showsTheSecretsOfItsOwnKeyLog() {
    TraceRecorder recorder = TraceRecorder.client("", InstantSource.fixed(Instant.EPOCH));
    List<String> secrets = new ArrayList<>();
    var visitor =
        RecordedPair.visitor(ProtocolVersion.TLS_1_3)
            .logSecretsForDebugging(
                (label, random, secret) -> {
                  secrets.add(HexFormat.of().formatHex(secret.reveal(Secret.Access.KEY_LOG)));
                  recorder.keyLog().log(label, random, secret);
                });
    RecordedPair.of(visitor, RecordedPair.host(ProtocolVersion.TLS_1_3))
        .pair
        .client()
        .events()
        .forEach(recorder::on);

    assertThat(TraceJson.write(recorder.trace())).contains(secrets);
    assertThat(recorder.trace().entries().toString())
        .as("a log that prints entries shows none")
        .doesNotContain(secrets);
  }

  @Test
  void tellsAWireWithoutKeysAsFarAsItCanBeSeen() {
    TraceRecorder recorder =
        TraceRecorder.onTheWire("192.0.2.1:5000", "192.0.2.2:443", new Steps());
    for (int i = 0; i < 3; i++) {
      recorder.on(new TlsEvent.RecordSeen(Side.SERVER, 23, 100, true));
      recorder.unopened(Side.SERVER, 23, 100);
    }
    recorder.unread(Side.SERVER, "Certificate", Bytes.ofHex("0b00"), "a piece is missing");
    recorder.note(null, "gap", "42 octets are missing");

    assertThat(recorder.trace().entries())
        .containsExactly(
            new TraceEntry.Unopened(0, Side.SERVER, "application_data", 3, 300),
            new TraceEntry.Unread(0, Side.SERVER, "Certificate", "a piece is missing", 2, "0b00"),
            new TraceEntry.Note(0, null, "gap", "42 octets are missing"));
    assertThat(TraceJson.read(TraceJson.write(recorder.trace()))).isEqualTo(recorder.trace());
  }

  @Test
  void refusesJsonThatIsNoTrace() {
    String json = TraceJson.write(HANDSHAKES.get("TLS 1.3").client.trace());

    for (String broken :
        List.of(
            "",
            "{}",
            "[]",
            "null",
            json.substring(0, json.length() / 2),
            json.replace("\"format\":1", "\"format\":7"),
            json.replaceFirst("\"kind\":\"[a-z]+\"", "\"kind\":\"unknown\""),
            json.replaceFirst("\"entries\":", "\"other\":"))) {
      assertThatThrownBy(() -> TraceJson.read(broken)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
