package dev.glassine.bench.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A call, how often it was seen, and what it called: the samples of a profile, merged. */
final class CallTree {
  private final String name;
  private final Map<String, CallTree> callees = new TreeMap<>();
  private long samples;
  private long ownSamples;

  CallTree(String name) {
    this.name = name;
  }

  /** One sample: from the outermost call to the innermost. */
  void add(List<String> stack) {
    samples++;
    CallTree node = this;
    for (String call : stack) {
      node = node.callees.computeIfAbsent(call, CallTree::new);
      node.samples++;
    }
    node.ownSamples++;
  }

  String name() {
    return name;
  }

  /** Times that it was on the stack. */
  long samples() {
    return samples;
  }

  /** By name. */
  Iterable<CallTree> callees() {
    return callees.values();
  }

  /** How deep the deepest call below goes; 0 for none. */
  int depth() {
    return callees.values().stream().mapToInt(callee -> 1 + callee.depth()).max().orElse(0);
  }

  /** Adds up, by name, the samples in which a call was the innermost. */
  void addOwnTo(Map<String, Long> sums) {
    if (ownSamples > 0) {
      sums.merge(name, ownSamples, Long::sum);
    }
    callees.values().forEach(callee -> callee.addOwnTo(sums));
  }
}
