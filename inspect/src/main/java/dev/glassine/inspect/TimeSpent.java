package dev.glassine.inspect;

import dev.glassine.core.engine.Question;
import dev.glassine.core.engine.TlsEvent;
import java.util.List;

/**
 * Divides the time of a handshake among those who took it. Between two happenings the engine
 * worked, unless the second is a record of the peer, which was waited for, or an answer.
 */
final class TimeSpent {
  private final Vantage vantage;
  private long peer;
  private long own;
  private long signer;
  private long verifier;
  private long store;
  private long chooser;

  private TimeSpent(Vantage vantage) {
    this.vantage = vantage;
  }

  static Timings of(Vantage vantage, List<Happening> happenings) {
    TimeSpent spent = new TimeSpent(vantage);
    long before = 0;
    for (Happening happening : happenings) {
      spent.spend(happening, happening.at() - before);
      before = happening.at();
      if (ends(happening)) {
        break;
      }
    }
    return vantage == Vantage.WIRE
        ? new Timings(before, 0, 0, 0, 0, 0, 0)
        : new Timings(
            before,
            spent.peer,
            spent.own,
            spent.signer,
            spent.verifier,
            spent.store,
            spent.chooser);
  }

  private static boolean ends(Happening happening) {
    return happening instanceof Happening.Event(long at, TlsEvent event)
        && (event instanceof TlsEvent.Completed || event instanceof TlsEvent.Failed);
  }

  private void spend(Happening happening, long gap) {
    switch (happening) {
      case Happening.Run run when run.sender() != vantage.side() -> peer += gap;
      case Happening.Event(long at, TlsEvent.Closed closed)
          when closed.sender() != vantage.side() ->
          peer += gap;
      case Happening.Event(long at, TlsEvent.Answered(Question question)) -> {
        switch (whom(question)) {
          case "signer" -> signer += gap;
          case "verifier" -> verifier += gap;
          case "store" -> store += gap;
          default -> chooser += gap;
        }
      }
      default -> own += gap;
    }
  }

  /** Whom a question waits for. */
  static String whom(Question question) {
    return switch (question) {
      case Question.Sign sign -> "signer";
      case Question.DecryptPremaster decrypt -> "signer";
      case Question.DecryptSecretKey decrypt -> "signer";
      case Question.JudgeChain judge -> "verifier";
      case Question.FindSession find -> "store";
      case Question.ChooseCertificate choose -> "chooser";
      case Question.ChooseProtocol choose -> "chooser";
    };
  }
}
