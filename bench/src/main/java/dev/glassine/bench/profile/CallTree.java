package dev.glassine.bench.profile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A call, what it cost, and what it called: the samples of a profile, merged. The cost of a sample
 * is 1 where time was sampled, and the octets that it stands for where allocations were.
 */
final class CallTree {
  private final String name;
  private final Map<String, CallTree> callees = new TreeMap<>();
  private long cost;
  private long ownCost;

  CallTree(String name) {
    this.name = name;
  }

  /** One sample: from the outermost call to the innermost. */
  void add(List<String> stack, long sampleCost) {
    cost += sampleCost;
    CallTree node = this;
    for (String call : stack) {
      node = node.callees.computeIfAbsent(call, CallTree::new);
      node.cost += sampleCost;
    }
    node.ownCost += sampleCost;
  }

  String name() {
    return name;
  }

  /** Of it and all that it called. */
  long cost() {
    return cost;
  }

  /** By name. */
  Iterable<CallTree> callees() {
    return callees.values();
  }

  /** How deep the deepest call below goes; 0 for none. */
  int depth() {
    return callees.values().stream().mapToInt(callee -> 1 + callee.depth()).max().orElse(0);
  }

  /** Adds up, by name, what calls cost by themselves, without those that they made. */
  void addOwnTo(Map<String, Long> sums) {
    if (ownCost > 0) {
      sums.merge(name, ownCost, Long::sum);
    }
    callees.values().forEach(callee -> callee.addOwnTo(sums));
  }
}
