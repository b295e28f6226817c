package dev.glassine.inspect.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Opens files with permissions 0600, where the file system knows permissions. */
public final class OwnerOnlyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private OwnerOnlyFile() {}

  /** Opens a file to write behind what is in it; makes it where it does not exist. */
  public static FileChannel append(Path file) throws IOException {
    return open(
        file,
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
  }

  /** Opens a file to write it anew. */
  public static FileChannel overwrite(Path file) throws IOException {
    FileChannel channel = open(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    try {
      // only now that nobody else can open it
      return Files.isRegularFile(file) ? channel.truncate(0) : channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static FileChannel open(Path file, Set<OpenOption> options) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix =
        folder != null
            && Files.getFileStore(folder).supportsFileAttributeView(PosixFileAttributeView.class);
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
            : new FileAttribute<?>[0];
    FileChannel channel = FileChannel.open(file, options, attributes);
    try {
      if (posix && Files.isRegularFile(file)) {
        // the file may have been there, with other permissions
        Files.setPosixFilePermissions(file, OWNER_ONLY);
      }
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          file + " cannot be kept from others, so no secrets are written to it", e);
    }
    return channel;
  }
}
