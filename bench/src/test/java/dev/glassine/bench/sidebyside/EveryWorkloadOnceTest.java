package dev.glassine.bench.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.glassine.bench.sidebyside.Scene.Group;
import dev.glassine.bench.sidebyside.Scene.Mode;
import dev.glassine.bench.sidebyside.Workload.Handshakes;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each workload, once: what is measured is what the workload's name says, or an error. */
class EveryWorkloadOnceTest {
  @TempDir private static Path folder;
  private static Fixtures fixtures;

  @BeforeAll
  static void makesCertificates() throws Exception {
    fixtures = Fixtures.in(folder);
  }

  static Stream<Workload> workloads() {
    return Programme.TABLES.stream().flatMap(table -> table.columns().values().stream());
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void glassineDoesIt(Workload workload) throws Exception {
    Measured measured = new Turns(Stacks.GLASSINE.make(fixtures)).take(workload, 1);
    assertThat(measured.operations()).isPositive();
    assertThat(measured.allocated()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void isReadAsItIsWritten(Workload workload) {
    assertThat(Workload.of(workload.toString().split(" ", -1), 0)).isEqualTo(workload);
  }

  @Test
  void refusesToMeasureAnotherGroupThanWasAskedFor() {
    Turns turns = new Turns(Stacks.SUN.make(fixtures));
    Workload hybrid = new Handshakes(Scene.USUAL.with(Group.X25519MLKEM768), 1);
    assertThatThrownBy(() -> turns.take(hybrid, 1))
        .isInstanceOf(SSLException.class)
        .hasMessage("does not take X25519MLKEM768");
  }

  @Test
  void refusesToTakeAFullHandshakeForAResumedOne() {
    Turns turns = new Turns(Stacks.BOUNCY_CASTLE.make(fixtures));
    Workload resumed = new Handshakes(Scene.USUAL.with(Mode.RESUMED), 1);
    assertThatThrownBy(() -> turns.take(resumed, 1))
        .isInstanceOf(SSLException.class)
        .hasMessage("does not resume: its server gives no ticket");
  }

  static Stream<Arguments> resumingStacks() {
    return Stream.of(Stacks.GLASSINE, Stacks.SUN, Stacks.CONSCRYPT, Stacks.NETTY)
        .flatMap(
            stack ->
                Stream.of(Programme.RESUMED, Programme.RESUMED_12)
                    .map(workload -> Arguments.of(stack, workload)));
  }

  @ParameterizedTest
  @MethodSource("resumingStacks")
  void resumesByWhateverTheStackHas(Stacks stack, Workload workload) throws Exception {
    assertThat(new Turns(stack.make(fixtures)).take(workload, 1).operations()).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Stacks.class)
  void everyStackShowsAnRsaCertificate(Stacks stack) throws Exception {
    Measured measured = new Turns(stack.make(fixtures)).take(Programme.FULL_RSA, 1);
    assertThat(measured.operations()).isPositive();
  }

  static Stream<Arguments> primitives() {
    return workloads()
        .filter(Primitives::know)
        .flatMap(
            workload ->
                Stream.of("PRIMITIVES", "PRIMITIVES_BOUNCY_CASTLE", "PRIMITIVES_CONSCRYPT")
                    .map(name -> Arguments.of(name, workload)));
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void doesTheCryptographyWithNoProtocolAround(String name, Workload workload) throws Exception {
    Measured measured = Primitives.named(name, fixtures).take(workload, 1);
    assertThat(measured.operations()).isPositive();
    assertThat(measured.allocated()).isPositive();
  }

  @Test
  void refusesAProtocolWhereThereAreOnlyPrimitives() throws Exception {
    Primitives primitives = Primitives.named("PRIMITIVES", fixtures);
    assertThatThrownBy(() -> primitives.take(Programme.RESUMED, 1)).hasMessage("no protocol here");
  }

  @ParameterizedTest
  @EnumSource(Stacks.class)
  void weighsIdleConnections(Stacks stack) throws Exception {
    Crowd crowd = new Crowd(stack.make(fixtures), Scene.USUAL);
    crowd.weight(100); // what is made once
    assertThat(crowd.weight(200).met()).isPositive();
  }

  @Test
  void measuresOthersBesideACrowd() throws Exception {
    Stack stack = Stacks.GLASSINE.make(fixtures);
    Crowd crowd = new Crowd(stack, Scene.USUAL.with(Mode.RESUMED));
    assertThat(crowd.growTo(3, 60_000)).isTrue();
    Crowd.Growth growth = crowd.growth((_, _) -> new Measured(1, 1, 1));
    assertThat(growth.kilobyteNanos()).isPositive();
  }

  @Test
  void endsACrowdThatDoesNotComeTogetherInTime() throws Exception {
    Crowd crowd = new Crowd(Stacks.GLASSINE.make(fixtures), Scene.USUAL);
    assertThat(crowd.growTo(1_000_000, 1)).isFalse();
    assertThat(crowd.size()).isLessThan(1_000_000);
  }

  @Test
  void givesEachContestantItsOwnJarsOnly() {
    assertThat(Contestant.GLASSINE.has("glassine-core-1.jar")).isTrue();
    List<String> others = List.of("conscrypt-openjdk-uber-1.jar", "bcprov-1.jar", "netty-1.jar");
    assertThat(others).noneMatch(Contestant.GLASSINE::has);
    assertThat(others).noneMatch(Contestant.SUN::has);
  }
}
