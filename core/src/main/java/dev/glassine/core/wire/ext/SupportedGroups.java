package dev.glassine.core.wire.ext;

import dev.glassine.core.registry.ExtensionType;
import dev.glassine.core.registry.NamedGroup;
import dev.glassine.core.wire.Extension;
import dev.glassine.core.wire.WireReader;
import dev.glassine.core.wire.WireWriter;
import java.util.List;

/**
 * supported_groups (RFC 9846 §4.3.7), called elliptic_curves in RFC 4492.
 *
 * <pre>
 *   struct {
 *       NamedGroup named_group_list&lt;2..2^16-1&gt;;
 *   } NamedGroupList;
 * </pre>
 *
 * @param groups in the sender's order of preference
 */
public record SupportedGroups(List<NamedGroup> groups) implements Extension {
  /** Copies the list. */
  public SupportedGroups {
    groups = List.copyOf(groups);
  }

  static SupportedGroups read(WireReader reader) {
    return new SupportedGroups(reader.codes16("named_group_list", 2, 0xFFFF, NamedGroup::of));
  }

  @Override
  public void write(WireWriter writer) {
    writer.codes16(groups);
  }

  @Override
  public ExtensionType type() {
    return ExtensionType.SUPPORTED_GROUPS;
  }
}
