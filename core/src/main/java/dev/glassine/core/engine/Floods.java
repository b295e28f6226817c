package dev.glassine.core.engine;

import dev.glassine.core.alert.Reason;
import dev.glassine.core.alert.TlsFailure;

/**
 * Counts what a peer may send without moving the connection forward, and ends it where it is too
 * much: each such record costs this side work and gives the owner nothing. Application data starts
 * the counts anew.
 */
final class Floods {
  private static final int MAX_EMPTY_RECORDS = 32;
  private static final int MAX_WARNING_ALERTS = 4;
  private static final int MAX_KEY_UPDATES = 32;
  private static final int MAX_TICKETS = 32;
  private static final int MAX_CHANGE_CIPHER_SPECS = 32;

  private int emptyRecords;
  private int warningAlerts;
  private int keyUpdates;
  private int tickets;
  private int changeCipherSpecs;

  void emptyRecord() {
    limit(++emptyRecords, MAX_EMPTY_RECORDS, Reason.TOO_MANY_EMPTY_RECORDS);
  }

  void warningAlert() {
    limit(++warningAlerts, MAX_WARNING_ALERTS, Reason.TOO_MANY_WARNING_ALERTS);
  }

  void keyUpdate() {
    limit(++keyUpdates, MAX_KEY_UPDATES, Reason.TOO_MANY_KEY_UPDATES);
  }

  void ticket() {
    limit(++tickets, MAX_TICKETS, Reason.TOO_MANY_TICKETS);
  }

  void changeCipherSpec() {
    limit(++changeCipherSpecs, MAX_CHANGE_CIPHER_SPECS, Reason.TOO_MANY_CHANGE_CIPHER_SPECS);
  }

  void progress() {
    emptyRecords = 0;
    warningAlerts = 0;
    keyUpdates = 0;
    tickets = 0;
  }

  private static void limit(int count, int max, Reason reason) {
    if (count > max) {
      throw new TlsFailure.Misbehaved(reason, "more than " + max + " in a row");
    }
  }
}
