/** Which Latchkey administrators need no welcome: as `latchkey.yml` names them, or by a person's id (A8). */
export interface WelcomeStore {
  /** Notes once for this installation who was there before welcomes were; a second call changes nothing. */
  begin(known: readonly string[]): Promise<void>;
  /** Those noted at the beginning, and those welcomed since. */
  welcomed(): Promise<readonly string[]>;
  /** Notes that one was welcomed; harmless to repeat. */
  add(administrator: string): Promise<void>;
}
