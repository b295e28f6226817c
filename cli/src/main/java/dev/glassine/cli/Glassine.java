package dev.glassine.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The root of the command line: knows the verbs and nothing else. Exit codes: 0 for success, 1 when
 * the verb failed, 2 when the command line itself was wrong.
 */
@Command(
    name = "glassine",
    mixinStandardHelpOptions = true,
    versionProvider = Glassine.Version.class,
    description = "SSL/TLS that you can see through.",
    subcommands = {
      Serve.class,
      Connect.class,
      Inspect.class,
      Cert.class,
      Suites.class,
      Crypto.class,
      picocli.AutoComplete.GenerateCompletion.class,
      CommandLine.HelpCommand.class
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  glassine serve                                  # then open https://localhost:8443/",
      "  glassine connect https://example.org/",
      "  source <(glassine generate-completion)          # completion for bash and zsh"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:the verb failed", "2:the command line is wrong"})
public final class Glassine implements Runnable {
  @Spec private CommandSpec spec;

  /**
   * Runs one verb and ends the JVM with its exit code.
   *
   * @param arguments the command line, without the program's name
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The whole command line, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new Glassine())
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Say what to do: one of the verbs below.");
  }

  /** The version line, with the Java that runs it: the first thing asked for in a bug report. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "glassine 0.1.0-SNAPSHOT",
        "Java "
            + Runtime.version()
            + " ("
            + System.getProperty("java.vendor")
            + "), "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
