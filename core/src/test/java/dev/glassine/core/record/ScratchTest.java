package dev.glassine.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ScratchTest {
  @Test
  void wipesWhatWasUsedBeforeLendingAgain() {
    byte[] array = Scratch.borrow(100);
    Arrays.fill(array, 0, 100, (byte) 7);
    Scratch.giveBack(array, 100);
    assertThat(Arrays.copyOf(array, 100)).containsOnly(0);
  }

  @Test
  void lendsTheSameArrayAgain() {
    byte[] array = Scratch.borrow(100);
    Scratch.giveBack(array, 0);
    byte[] again = Scratch.borrow(RecordHeader.MAX_RECORD);
    assertThat(again).isSameAs(array).hasSize(RecordHeader.MAX_RECORD);
    Scratch.giveBack(again, 0);
  }

  @Test
  void lendsTwoToACallAndKeepsNoMore() {
    byte[] one = Scratch.borrow(1);
    byte[] two = Scratch.borrow(1);
    byte[] three = Scratch.borrow(1);
    Scratch.giveBack(one, 0);
    Scratch.giveBack(two, 0);
    Scratch.giveBack(three, 0);
    assertThat(Scratch.borrow(1)).isSameAs(one);
    assertThat(Scratch.borrow(1)).isSameAs(two);
    assertThat(Scratch.borrow(1)).isNotSameAs(three);
    Scratch.giveBack(one, 0);
    Scratch.giveBack(two, 0);
  }

  @Test
  void makesLongerOnesAndForgetsThem() {
    byte[] array = Scratch.borrow(RecordHeader.MAX_RECORD + 1);
    assertThat(array).hasSize(RecordHeader.MAX_RECORD + 1);
    Scratch.giveBack(array, array.length);
    byte[] usual = Scratch.borrow(10);
    assertThat(usual).hasSize(RecordHeader.MAX_RECORD);
    Scratch.giveBack(usual, 0);
  }

  @Test
  void neverLendsAnArrayTwiceAtATime() throws Exception {
    Map<byte[], Thread> lent = java.util.Collections.synchronizedMap(new IdentityHashMap<>());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Callable<Boolean> task =
            () -> {
              for (int j = 0; j < 50; j++) {
                byte[] array = Scratch.borrow(100);
                if (lent.put(array, Thread.currentThread()) != null) {
                  return false;
                }
                LockSupport.parkNanos(1);
                lent.remove(array);
                Scratch.giveBack(array, 0);
              }
              return true;
            };
        tasks.add(threads.submit(task));
      }
      Set<Boolean> outcomes = new HashSet<>();
      for (Future<Boolean> task : tasks) {
        outcomes.add(task.get());
      }
      assertThat(outcomes).containsExactly(true);
    }
  }
}
