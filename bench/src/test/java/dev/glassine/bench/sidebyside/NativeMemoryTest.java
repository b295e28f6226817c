package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeMemoryTest {
  @Test
  void leavesWhatJavaCodeTookOutOfTheJvmsOwn() {
    String books =
        """
        Total: reserved=1000000, committed=900000
               malloc: 70000 #10, peak=80000 #12
               mmap:   reserved=930000, committed=830000

        -                 Java Heap (reserved=500000, committed=400000)
                                    (mmap: reserved=500000, committed=400000)

        -                     Other (reserved=3000, committed=3000)
                                    (malloc=3000 #2) (peak=4000 #3)
        """;
    assertThat(NativeMemory.ofTheJvm(books)).hasValue(70_000 - 3_000 + 24 * 8);
  }

  @Test
  void isSilentWhereTheJvmKeepsNoBooks() {
    assertThat(NativeMemory.ofTheJvm("Native memory tracking is not enabled")).isEmpty();
    assertThat(NativeMemory.inUse()).isEmpty();
  }
}
