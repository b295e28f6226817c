package dev.glassine.cli;

import dev.glassine.inspect.TextLadder;
import java.io.Console;

/** What the terminal can show: its width, and whether colours are wanted. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 100;
  private static final int WIDEST = 140;

  private Terminal() {}

  /** A ladder that fits: coloured on a terminal, unless NO_COLOR says otherwise. */
  static TextLadder ladder() {
    return colours() ? TextLadder.coloured(width()) : TextLadder.plain(width());
  }

  static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{0,3}")) {
      return Math.min(WIDEST, Integer.parseInt(columns));
    }
    return DEFAULT_WIDTH;
  }

  @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
  private static boolean colours() {
    Console console = System.console();
    return console != null && console.isTerminal() && System.getenv("NO_COLOR") == null;
  }
}
