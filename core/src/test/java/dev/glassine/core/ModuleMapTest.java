package dev.glassine.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The map of the core, kept true by the build: what each package may know, and what none may touch.
 */
class ModuleMapTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .importPath(Path.of(System.getProperty("glassine.classes", "target/classes")));

  @Test
  void importsTheClassesThatItJudges() {
    assertThat(CORE).as("classes of the core found by ArchUnit").isNotEmpty();
  }

  @Test
  void needsJavaBaseOnly() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("javax.net.ssl..", "java.util.logging..", "sun..", "com.sun..")
            .because("core needs java.base only, and leaves JSSE to its own module"));
  }

  @Test
  void opensNoSocketFileOrThread() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(
                "..core.engine..",
                "..core.handshake..",
                "..core.record..",
                "..core.wire..",
                "..core.keys..",
                "..core.registry..",
                "..core.alert..")
            .should()
            .callCodeUnitWhere(
                describe(
                    "controls a thread",
                    call ->
                        call.getTargetOwner().isEquivalentTo(Thread.class)
                            && !Set.of("currentThread", "threadId").contains(call.getName())))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "java.net..",
                "java.nio.channels..",
                "java.nio.file..",
                "java.util.concurrent.locks..",
                "java.lang.foreign..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.util\\.concurrent\\.(.*Executor.*|.*Future.*|.*Queue|.*Latch|Semaphore)")
            .because(
                "the engine turns bytes into bytes; its caller owns sockets and threads. Asking"
                    + " which thread this is, to spread shared buffers, is allowed"));
  }

  @Test
  void readsNoClockOfItsOwn() {
    check(
        noClasses()
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(Clock.class, "systemDefaultZone")
            .because("time comes in through configuration, so that a handshake can be replayed"));
  }

  @Test
  void givesClassesTheNamesOfTheProtocol() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*(Utils?|Impl|Helpers?|Manager)")
            .because("the RFC has a noun for it"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CORE);
  }
}
