package dev.glassine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExportsTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModuleTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a module exports is documented: every package, every type, every method that others may
 * call. Overriding methods inherit their comment; constants of a table are explained by their row.
 */
class DocumentedApiTest {
  private static final Path ROOT = Path.of(System.getProperty("glassine.root", ".."));

  @ParameterizedTest
  @ValueSource(strings = {"core", "legacy", "jsse", "inspect", "netty", "jetty", "testkit"})
  void explainsWhatItExports(String module) throws IOException {
    Path sources = ROOT.resolve(module).resolve("src/main/java");
    List<String> bare = new ArrayList<>();
    for (String exported : exports(sources.resolve("module-info.java"))) {
      Path folder = sources.resolve(exported.replace('.', '/'));
      if (!Files.exists(folder.resolve("package-info.java"))) {
        bare.add("package " + exported);
      }
      try (Stream<Path> files = Files.list(folder)) {
        bare.addAll(undocumented(files.filter(file -> file.toString().endsWith(".java")).toList()));
      }
    }
    assertThat(bare).as("exported by " + module + " without a comment").isEmpty();
  }

  /** Packages that are exported to everybody. */
  private static List<String> exports(Path moduleInfo) throws IOException {
    List<String> packages = new ArrayList<>();
    parse(
        List.of(moduleInfo),
        (unit, _) -> {
          ModuleTree module = Objects.requireNonNull(unit.getModule());
          for (Tree directive : module.getDirectives()) {
            if (directive instanceof ExportsTree export && export.getModuleNames() == null) {
              packages.add(export.getPackageName().toString());
            }
          }
        });
    return packages;
  }

  private static List<String> undocumented(List<Path> files) throws IOException {
    List<String> bare = new ArrayList<>();
    parse(files, (unit, trees) -> new PublicParts(trees, bare).scan(unit, null));
    return bare;
  }

  private interface Reader {
    void read(CompilationUnitTree unit, DocTrees trees) throws IOException;
  }

  private static void parse(List<Path> files, Reader reader) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  manager,
                  null,
                  List.of("-proc:none"),
                  null,
                  manager.getJavaFileObjectsFromPaths(files));
      DocTrees trees = DocTrees.instance(task);
      for (CompilationUnitTree unit : task.parse()) {
        reader.read(unit, trees);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Walks what is public or protected, and notes what has no comment. */
  private static final class PublicParts extends TreePathScanner<@Nullable Void, @Nullable Void> {
    private final DocTrees trees;
    private final List<String> bare;

    PublicParts(DocTrees trees, List<String> bare) {
      this.trees = trees;
      this.bare = bare;
    }

    @Override
    public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
      if (!isOpen(type.getModifiers().getFlags()) || type.getSimpleName().isEmpty()) {
        return null;
      }
      note(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
      boolean overrides =
          method.getModifiers().getAnnotations().stream()
              .anyMatch(annotation -> annotation.getAnnotationType().toString().equals("Override"));
      if (isOpen(method.getModifiers().getFlags()) && !overrides) {
        ClassTree owner = (ClassTree) getCurrentPath().getParentPath().getLeaf();
        note(owner.getSimpleName() + "." + method.getName());
      }
      return null;
    }

    private void note(String name) {
      String comment = trees.getDocComment(getCurrentPath());
      if (comment == null || comment.isBlank()) {
        bare.add(name);
      }
    }

    /** Open to other packages: by its own modifiers, or as a member of an interface. */
    private boolean isOpen(Set<Modifier> flags) {
      if (flags.contains(Modifier.PUBLIC) || flags.contains(Modifier.PROTECTED)) {
        return true;
      }
      TreePath owner = getCurrentPath().getParentPath();
      return owner.getLeaf().getKind() == Tree.Kind.INTERFACE && !flags.contains(Modifier.PRIVATE);
    }
  }
}
