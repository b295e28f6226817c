package dev.glassine.jsse;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** One handshake, as Flight Recorder shows it; see {@link FlightRecording}. */
@Name(FlightRecording.EVENT)
@Label("TLS Handshake")
@Category({"Glassine", "TLS"})
@Description("A handshake that was completed or failed, from its first octet on")
@StackTrace(false)
final class HandshakeEvent extends Event {
  @Label("Side")
  @Description("CLIENT or SERVER: which side this is")
  String side = "";

  @Label("Server Name")
  @Description("The name that the client asked for (SNI)")
  @Nullable String serverName;

  @Label("Version")
  @Nullable String version;

  @Label("Cipher Suite")
  @Nullable String cipherSuite;

  @Label("Group")
  @Description("Of the key exchange; none in a resumption of TLS 1.2")
  @Nullable String group;

  @Label("Server Signature")
  @Description("The scheme that the server signed with; none in a resumption")
  @Nullable String serverSignature;

  @Label("Client Signature")
  @Description("The scheme that the client signed with; none without client authentication")
  @Nullable String clientSignature;

  @Label("Application Protocol")
  @Description("By ALPN")
  @Nullable String applicationProtocol;

  @Label("Resumed")
  boolean resumed;

  @Label("Bytes Received")
  @DataAmount
  long bytesReceived;

  @Label("Bytes Sent")
  @DataAmount
  long bytesSent;

  @Label("Waited")
  @Description("For certificates, verdicts, signatures and sessions")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

  @Label("Failure")
  @Description("Why it failed, by the name of the reason; none where it was completed")
  @Nullable String failure;

  @Label("Explanation")
  @Description("What happened, the evidence and what to do")
  @Nullable String explanation;
}
