/** Thrown for what lies in a store and wasn't put there by Latchkey: it is used for nothing. */
export class NotOurs extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'NotOurs';
  }
}

/** Thrown where the given secrets lack one that sealed this record: whatever it sealed would look like somebody else's. */
export class SecretMissing extends Error {
  /** `seq`: the number of an entry of the chain that none of the secrets sealed. */
  constructor(seq: number) {
    super(
      `LATCHKEY_SECRET lacks the secret that sealed this record (entry ${seq}): set it again, after the new one and with a blank between them if you are rotating it (docs/operation.md).`,
    );
    this.name = 'SecretMissing';
  }
}

/**
 * Message authentication under this installation's secret (`LATCHKEY_SECRET`). What is sealed can't be made or changed by
 * somebody who can write to Redis or MongoDB but doesn't have the secret (DESIGN §4, _Trust_).
 */
export interface Seals {
  /**
   * HMAC-SHA-256, base64url (43 characters), over the parts in order. `purpose` names what is sealed ('job', 'event', …) and
   * has a key of its own, so a seal of one purpose never fits another.
   */
  seal(purpose: string, parts: readonly string[]): string;
  /** Whether `mac` is the seal of these parts under any accepted secret. Takes constant time; false for whatever isn't a seal. */
  isSealed(mac: unknown, purpose: string, parts: readonly string[]): boolean;
}
