package dev.glassine.inspect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where each secret of a key schedule stands in a drawing of three columns, so that it fits a page.
 * The secrets that all others follow from stand one below the other in the first; what is made of
 * one stands to its right, from its own row down.
 */
final class KeyTree {
  /** Columns at most; what would stand in a fourth stands below what it is made of. */
  static final int COLUMNS = 3;

  /** A key update makes a secret of the same kind: it does not lead further. */
  private static final String UPDATE = "traffic upd";

  /**
   * A secret, or a value that goes into one from outside.
   *
   * @param made the function and label; empty for a value from outside
   * @param covers the handshake messages that go in, or empty
   * @param inputs names of what it is made from
   */
  record Node(String name, String made, String covers, List<String> inputs, int column, int row) {
    boolean isSource() {
      return made.isEmpty();
    }

    private Node at(int column, int row) {
      return new Node(name, made, covers, inputs, column, row);
    }
  }

  private final Map<String, Node> secrets = new LinkedHashMap<>();
  private final Map<String, List<Node>> children = new HashMap<>();
  private final Map<String, List<String>> ownSources = new HashMap<>();
  private final Map<String, Boolean> isUpdate = new HashMap<>();
  private final Map<String, Node> placed = new LinkedHashMap<>();
  private int rows;

  private KeyTree(List<TraceEntry.KeyStep> steps) {
    List<Node> roots = new ArrayList<>();
    List<String> known = new ArrayList<>();
    for (TraceEntry.KeyStep step : steps) {
      Node node = node(step);
      isUpdate.put(node.name, step.label().equals(UPDATE));
      List<String> fresh = new ArrayList<>();
      Node parent = null;
      for (String input : node.inputs) {
        Node from = secrets.get(input);
        if (parent == null) {
          parent = from;
        }
        if (from == null && !known.contains(input)) {
          known.add(input);
          fresh.add(input);
        }
      }
      ownSources.put(node.name, fresh);
      (parent == null ? roots : children.computeIfAbsent(parent.name, name -> new ArrayList<>()))
          .add(node);
      secrets.put(node.name, node);
    }
    for (Node root : roots) {
      rows = place(root, 0, rows);
    }
  }

  private static Node node(TraceEntry.KeyStep step) {
    String label = step.label().isEmpty() ? "" : " “" + step.label() + "”";
    // a string of zeros stands for a secret that there is not
    List<String> inputs = step.inputs().stream().filter(input -> !input.equals("0")).toList();
    return new Node(step.name(), step.function() + label, step.transcript(), inputs, 0, 0);
  }

  /** The drawing's nodes, each where it stands, in the order of the steps. */
  static Collection<Node> of(List<TraceEntry.KeyStep> steps) {
    return new KeyTree(steps).placed.values();
  }

  /** How many secrets follow one from the other after this one. */
  private int height(Node node) {
    int height = 0;
    for (Node child : children(node)) {
      if (!isUpdate(child)) {
        height = Math.max(height, 1 + height(child));
      }
    }
    return height;
  }

  private List<Node> children(Node node) {
    return children.getOrDefault(node.name, List.of());
  }

  private boolean isUpdate(Node node) {
    return isUpdate.getOrDefault(node.name, false);
  }

  private List<String> sources(Node node) {
    return ownSources.getOrDefault(node.name, List.of());
  }

  /** Which of a first column's children goes on in it: what too much follows from. */
  private @Nullable Node heir(Node node, int column) {
    Node heir = null;
    for (Node child : children(node)) {
      if (column == 0
          && height(child) >= COLUMNS - 1
          && (heir == null || height(child) > height(heir))) {
        heir = child;
      }
    }
    return heir;
  }

  /**
   * Places a secret and all that follows from it from {@code row} on; answers the next free row.
   */
  private int place(Node node, int column, int row) {
    int own = row;
    if (column == 0) {
      for (String source : sources(node)) {
        source(source, column, own++);
      }
    }
    placed.put(node.name, node.at(column, own));
    Node heir = heir(node, column);
    int beside = own;
    int below = own + 1;
    for (Node child : children(node)) {
      if (!child.equals(heir) && column + 1 < COLUMNS) {
        for (String source : sources(child)) {
          source(source, column, below++);
        }
        beside = place(child, column + 1, beside);
      }
    }
    int next = Math.max(beside, below);
    for (Node child : children(node)) {
      if (child.equals(heir) || column + 1 >= COLUMNS) {
        next = place(child, column, next);
      }
    }
    return next;
  }

  private void source(String name, int column, int row) {
    placed.put(name, new Node(name, "", "", List.of(), column, row));
  }
}
