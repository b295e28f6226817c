package dev.glassine.ecosystem;

/** What a framework must be able to do over Glassine: the columns of {@code docs/ecosystem.md}. */
enum Ability {
  TALK("TLS 1.3, TLS 1.2"),
  MUTUAL_TLS("mutual TLS"),
  REFUSE_STRANGERS("refuses a stranger, says why"),
  CHECK_THE_NAME("checks the host name"),
  RESUME("resumes"),
  SEND_MUCH("sends 256 MiB"),
  RECEIVE_MUCH("receives 256 MiB"),
  MANY_SMALL("2 000 small messages"),
  HALF_CLOSE("half-close"),
  NOTICE_TRUNCATION("notices a truncation"),
  HTTP_2("HTTP/2 by ALPN");

  private final String title;

  Ability(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
