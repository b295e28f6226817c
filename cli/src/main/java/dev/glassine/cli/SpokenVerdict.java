package dev.glassine.cli;

import dev.glassine.core.identity.ChainJudge;
import dev.glassine.core.identity.ChainVerdict;
import dev.glassine.core.identity.PresentedChain;
import java.io.PrintWriter;
import java.security.cert.X509Certificate;

/** A judge that also says what it judged: each certificate of the chain, then the verdict. */
record SpokenVerdict(ChainJudge judge, PrintWriter talk) implements ChainJudge {
  @Override
  public ChainVerdict judge(PresentedChain presented) {
    ChainVerdict verdict = judge.judge(presented);
    talk.println("The " + presented.presenter() + "'s certificates:");
    int number = 0;
    for (X509Certificate certificate : presented.certificates()) {
      talk.println(
          "  " + number++ + "  " + printable(certificate.getSubjectX500Principal().getName()));
      talk.println("     issued by " + printable(certificate.getIssuerX500Principal().getName()));
      talk.println(
          "     "
              + certificate.getPublicKey().getAlgorithm()
              + " key, signed with "
              + certificate.getSigAlgName()
              + ", valid "
              + certificate.getNotBefore().toInstant()
              + " to "
              + certificate.getNotAfter().toInstant());
    }
    switch (verdict) {
      case ChainVerdict.Accepted accepted ->
          talk.println(
              "Verdict: accepted, by way of "
                  + printable(accepted.path().getLast().getSubjectX500Principal().getName()));
      case ChainVerdict.Refused refused ->
          talk.println(
              "Verdict: refused, "
                  + refused.reason().sentence()
                  + (refused.detail().isEmpty() ? "" : ": " + printable(refused.detail())));
    }
    talk.println();
    talk.flush();
    return verdict;
  }

  private static String printable(String name) {
    return name.replaceAll("[\\p{Cntrl}\\p{Cf}]", ".");
  }
}
