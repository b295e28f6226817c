package dev.glassine.core.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads certificates and private keys from PEM text (RFC 7468). Stateless.
 *
 * <p>Keys may be PKCS #8 ({@code PRIVATE KEY}), encrypted PKCS #8 with PBES2 ({@code ENCRYPTED
 * PRIVATE KEY}), PKCS #1 ({@code RSA PRIVATE KEY}) or SEC 1 ({@code EC PRIVATE KEY}). A file that
 * cannot be read throws {@link UncheckedIOException}; one that holds something else than asked for
 * throws {@link IllegalArgumentException}, whose message names the file, what it holds and what to
 * do. No message holds octets of a key.
 */
public final class Pem {
  private static final long MAX_FILE = 16L * 1024 * 1024;

  private Pem() {}

  /** Every certificate in the file, in order; at least one. */
  public static List<X509Certificate> certificates(Path file) {
    return certificates(read(file), file.toString());
  }

  /** Every certificate in the text, in order; at least one. */
  public static List<X509Certificate> certificates(String pem) {
    return certificates(pem, "this PEM text");
  }

  /** The one private key in the file, which is not encrypted. */
  public static PrivateKey privateKey(Path file) {
    return privateKey(file, null);
  }

  /**
   * The one private key in the file.
   *
   * @param password for an encrypted key; ignored where the key is not; not kept
   */
  public static PrivateKey privateKey(Path file, char @Nullable [] password) {
    return privateKey(read(file), password, file.toString());
  }

  /** The one private key in the text, which is not encrypted. */
  public static PrivateKey privateKey(String pem) {
    return privateKey(pem, null);
  }

  /**
   * The one private key in the text.
   *
   * @param password for an encrypted key; ignored where the key is not; not kept
   */
  public static PrivateKey privateKey(String pem, char @Nullable [] password) {
    return privateKey(pem, password, "this PEM text");
  }

  private static List<X509Certificate> certificates(String pem, String source) {
    List<PemBlock> blocks = PemBlock.read(pem, source);
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemBlock block : blocks) {
      switch (block.label()) {
        // RFC 7468 §5.1: parsers may treat the second label as the first
        case "CERTIFICATE", "X509 CERTIFICATE" -> certificates.add(certificate(block, source));
        case "TRUSTED CERTIFICATE" ->
            throw new IllegalArgumentException(
                source
                    + " holds an OpenSSL trusted certificate, which is more than X.509: convert it with \"openssl x509 -in trusted.pem -out plain.pem\"");
        default -> {} // keys and parameters often stand beside certificates
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException(
          source + " holds " + contents(blocks) + ", a certificate was expected");
    }
    return List.copyOf(certificates);
  }

  private static X509Certificate certificate(PemBlock block, String source) {
    try {
      return CertificateParser.decode(block.der());
    } catch (java.security.cert.CertificateException e) {
      throw new IllegalArgumentException(
          source + " holds a certificate that cannot be parsed: " + e.getMessage(), e);
    }
  }

  private static PrivateKey privateKey(String pem, char @Nullable [] password, String source) {
    List<PemBlock> blocks = PemBlock.read(pem, source);
    List<PemBlock> keys =
        blocks.stream().filter(block -> block.label().endsWith("PRIVATE KEY")).toList();
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          source + " holds " + contents(blocks) + ", a private key was expected");
    }
    if (keys.size() > 1) {
      throw new IllegalArgumentException(
          source + " holds " + keys.size() + " private keys, exactly one was expected");
    }
    PemBlock parameters =
        blocks.stream()
            .filter(block -> block.label().equals("EC PARAMETERS"))
            .findFirst()
            .orElse(null);
    return PrivateKeys.decode(keys.getFirst(), parameters, password, source);
  }

  private static String contents(List<PemBlock> blocks) {
    if (blocks.isEmpty()) {
      return "no PEM block (is it DER or PKCS #12?)";
    }
    return blocks.stream()
        .map(PemBlock::label)
        .distinct()
        .limit(5)
        .collect(Collectors.joining(" and ", "PEM of ", ""));
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > MAX_FILE) {
        throw new IllegalArgumentException(
            file
                + " is longer than "
                + MAX_FILE
                + " octets: that is no PEM file of keys or certificates");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new UncheckedIOException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
