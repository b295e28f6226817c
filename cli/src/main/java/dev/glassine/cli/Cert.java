package dev.glassine.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code glassine cert}: certificates for development. */
@Command(
    name = "cert",
    mixinStandardHelpOptions = true,
    description = {
      "Makes certificates for development: a CA on first use, and a server's or client's certificate that it issues.",
      "Prints the files' names on standard output. What exists and is still valid is kept. Key files are readable by you only."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine cert --dir pki                          # for localhost, 127.0.0.1 and ::1",
      "  glassine cert --dir pki dev.example 192.0.2.7    # for these names",
      "  glassine cert --dir pki --client alice --kind rsa",
      "  glassine cert --dir old-pki --sha1 printer.example   # for peers that know nothing newer"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:made, or there already",
      "1:a file could not be written",
      "2:the command line is wrong"
    })
final class Cert implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      defaultValue = "pki",
      description = "Where the files are kept. Default: ${DEFAULT-VALUE}")
  private Path folder;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "Kind of key: ${COMPLETION-CANDIDATES}. Default: ecdsa")
  private @Nullable CertificateKey kind;

  @Option(
      names = "--sha1",
      description =
          "For peers that know nothing newer, as with --legacy ssl3: RSA, signed with SHA-1, which others refuse.")
  private boolean sha1;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "Make a client's certificate for this name.")
  private @Nullable String client;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "The server's DNS names and addresses. Default: localhost 127.0.0.1 ::1")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() {
    if (client != null && !names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "a certificate is either for a client or for a server's names");
    }
    if (sha1 && kind != null && kind != CertificateKey.rsa) {
      throw new ParameterException(spec.commandLine(), "--sha1 goes with RSA keys only");
    }
    PrintWriter out = spec.commandLine().getOut();
    try {
      DevelopmentPki pki =
          sha1
              ? DevelopmentPki.forOldPeers(folder, InstantSource.system().instant())
              : new DevelopmentPki(
                  folder,
                  kind != null ? kind : CertificateKey.ecdsa,
                  InstantSource.system().instant());
      List<String> wanted = names.isEmpty() ? List.of("localhost", "127.0.0.1", "::1") : names;
      String file = fileName(client != null ? client : wanted.getFirst());
      DevelopmentPki.Issued issued =
          client != null ? pki.client(file, client) : pki.server(file, wanted);
      spec.commandLine().getErr().println(issued.made() ? "Made:" : "There already:");
      out.println(pki.authorityCertificate());
      out.println(issued.certificate());
      out.println(issued.key());
      out.flush();
      return 0;
    } catch (IOException | GeneralSecurityException e) {
      spec.commandLine().getErr().println("Could not make the certificate: " + e.getMessage());
      return 1;
    }
  }

  private static String fileName(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_").replaceFirst("^\\.+", "_");
  }
}
