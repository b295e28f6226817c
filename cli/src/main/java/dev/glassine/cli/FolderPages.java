package dev.glassine.cli;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a folder; never one outside it, by dots or by links. */
final class FolderPages implements Pages {
  private static final long LARGEST = 256L * 1024 * 1024;

  private final Path root;

  FolderPages(Path root) throws IOException {
    this.root = root.toRealPath();
  }

  @Override
  public Answer get(String path, Visit visitor) throws IOException {
    Path file;
    try {
      file = root.resolve(path.substring(1)).normalize();
      if (Files.isDirectory(file)) {
        file = file.resolve("index.html");
      }
      if (!file.startsWith(root)
          || !Files.isRegularFile(file)
          || !file.toRealPath().startsWith(root)) {
        return Answer.text("404 Not Found", "No such file");
      }
    } catch (java.nio.file.InvalidPathException e) {
      return Answer.text("404 Not Found", "No such file");
    }
    if (Files.size(file) > LARGEST) {
      return Answer.text("413 Content Too Large", "Files over 256 MiB are not served");
    }
    String type = URLConnection.guessContentTypeFromName(file.getFileName().toString());
    return new Answer(
        "200 OK", type == null ? "application/octet-stream" : type, Files.readAllBytes(file));
  }
}
