package dev.glassine.bench.sidebyside;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process has asked malloc for and not given back, as glibc counts it, less what the JVM
 * says is its own (compilers and collector, chiefly): that leaves native libraries, and memory that
 * Java code took outside the heap. For a process that was started with {@link #ENVIRONMENT}.
 */
final class NativeMemory {
  /** One arena, so that all threads are counted; and the JVM keeps books. */
  static final Map<String, String> ENVIRONMENT =
      Map.of("MALLOC_ARENA_MAX", "1", "JAVA_TOOL_OPTIONS", "-XX:NativeMemoryTracking=summary");

  /** struct mallinfo2: ten numbers, of which [4] is hblkhd and [7] uordblks. */
  private static final int NUMBERS = 10;

  private static final int MAPPED = 4;
  private static final int IN_USE = 7;

  private static final Pattern TOTAL = Pattern.compile("malloc: (\\d+) #(\\d+)");

  /** What {@code Unsafe} and direct buffers took. */
  private static final Pattern OF_JAVA_CODE =
      Pattern.compile("-\\s+Other \\(.*\\)\\s+\\(malloc=(\\d+) #(\\d+)");

  /** What an allocation costs glibc and the JVM's books beyond its size. */
  private static final int HEADERS = 24;

  private NativeMemory() {}

  /** Octets; empty where the C library or the JVM does not tell. */
  static OptionalLong inUse() {
    Linker linker = Linker.nativeLinker();
    MemorySegment function = linker.defaultLookup().find("mallinfo2").orElse(null);
    OptionalLong ofTheJvm = ofTheJvm();
    return function == null || ofTheJvm.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(ask(linker, function) - ofTheJvm.getAsLong());
  }

  @SuppressWarnings("restricted") // a worker is started with native access
  private static long ask(Linker linker, MemorySegment function) {
    MemoryLayout struct =
        MemoryLayout.structLayout(
            MemoryLayout.sequenceLayout(NUMBERS, ValueLayout.JAVA_LONG).withName("numbers"));
    MethodHandle mallinfo = linker.downcallHandle(function, FunctionDescriptor.of(struct));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment info = (MemorySegment) mallinfo.invokeExact((SegmentAllocator) arena);
      return info.getAtIndex(ValueLayout.JAVA_LONG, MAPPED)
          + info.getAtIndex(ValueLayout.JAVA_LONG, IN_USE);
    } catch (Throwable e) {
      throw new IllegalStateException("mallinfo2", e);
    }
  }

  private static OptionalLong ofTheJvm() {
    try {
      String books =
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "vmNativeMemory",
                      new Object[] {new String[] {"summary", "scale=b"}},
                      new String[] {String[].class.getName()});
      return ofTheJvm(books);
    } catch (JMException e) {
      return OptionalLong.empty();
    }
  }

  /** From the JVM's own account, in octets. */
  static OptionalLong ofTheJvm(String books) {
    Matcher total = TOTAL.matcher(books);
    if (!total.find()) {
      return OptionalLong.empty();
    }
    Matcher ofJavaCode = OF_JAVA_CODE.matcher(books);
    return OptionalLong.of(octets(total) - (ofJavaCode.find() ? octets(ofJavaCode) : 0));
  }

  private static long octets(Matcher account) {
    return Long.parseLong(account.group(1)) + HEADERS * Long.parseLong(account.group(2));
  }
}
