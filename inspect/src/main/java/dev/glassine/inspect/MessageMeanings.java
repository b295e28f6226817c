package dev.glassine.inspect;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** What each handshake message is for, in one or two sentences. */
final class MessageMeanings {
  private static final Map<String, String> MEANINGS =
      Map.ofEntries(
          entry(
              "clienthello",
              "Opens the conversation: everything that the client can speak, in its order of preference, and a random number."),
          entry(
              "serverhello",
              "The server's choice of version and cipher suite, and its own random number. With TLS 1.3 also its half of the key agreement: all that follows is encrypted."),
          entry(
              "helloretryrequest",
              "The server wants another key share than those that the client guessed, and asks for a second hello. It costs one more way there and back."),
          entry(
              "encryptedextensions",
              "The answers to the client's extensions that need not stand in the clear."),
          entry(
              "certificate",
              "Who the sender says it is: its certificate, and the certificates of those who vouch for it. Anybody can copy it; the proof comes with the signature."),
          entry(
              "certificatestatus",
              "A fresh statement by the certificate's issuer that it has not been revoked, passed on by the server."),
          entry(
              "serverkeyexchange",
              "The server's half of the key agreement, signed with its certificate's key so that nobody can put in another."),
          entry(
              "certificaterequest",
              "The server asks who the client is, and says which authorities and signatures it accepts."),
          entry("serverhellodone", "The server has said all it wants to say, and waits."),
          entry(
              "clientkeyexchange",
              "The client's half of the key agreement, or the secret itself under the server's public key. From here on both can make the keys."),
          entry(
              "certificateverify",
              "A signature over everything said so far: the sender really has the private key of its certificate, and signs this very handshake."),
          entry(
              "finished",
              "A MAC over all messages, with a key from the new secret. If anybody changed anything on the way, it does not fit and the connection ends."),
          entry(
              "newsessionticket",
              "Something to show next time, so that the session can be resumed without certificates."),
          entry("keyupdate", "From the next record on the sender uses a new key."),
          entry("endofearlydata", "The last of what the client sent before the server answered."),
          entry("hellorequest", "The server asks for a new handshake on this connection."),
          entry(
              "clientmasterkey",
              "The client drew the secret itself and sends it under the server's public key; of an export cipher, part of it in the clear."),
          entry(
              "serververify",
              "The client's challenge, encrypted: only who has the server's private key could read the secret and send this."),
          entry(
              "clientfinished", "The server's connection id, encrypted: the client has the keys."),
          entry("serverfinished", "A session id, encrypted, by which this session can be resumed."),
          entry(
              "requestcertificate", "The server asks who the client is, with a challenge to sign."),
          entry("clientcertificate", "The client's certificate and its signature."));

  private MessageMeanings() {}

  /** By the RFC's name of a message; empty for one that is not known. */
  static String of(String name) {
    return MEANINGS.getOrDefault(name.replace("-", "").toLowerCase(Locale.ROOT), "");
  }
}
