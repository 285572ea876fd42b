import type { Reason } from './reason.ts';

/** The expected "no"s. The code is stable (audit, metrics); the sentence is for the person. */
export type RefusalCode =
  | 'bad-input'
  | 'unknown-access'
  | 'already-decided'
  | 'stale'
  | 'no-authority'
  | 'not-your-stage'
  | 'own-access'
  | 'already-voiced'
  | 'too-new'
  | 'not-yours'
  | 'limit'
  | 'already-open'
  | 'too-long'
  | 'no-always'
  | 'conflict'
  | 'retired'
  | 'revoked-meanwhile'
  | 'gone'
  | 'nothing-to-revoke'
  | 'implicit'
  | 'not-inside'
  | 'unlinked'
  | 'link'
  | 'waits-for-confirmation'
  | 'group'
  | 'default-administrator'
  | 'unknown-person'
  | 'not-due'
  | 'too-old'
  | 'changed-outside'
  | 'over-budget';

/** A typed, expected "no": code, one sentence that says what to do, and the rules behind it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly sentence: string;
  readonly because: readonly Reason[];
}

const recorded: ReadonlySet<RefusalCode> = new Set([
  'no-authority',
  'not-your-stage',
  'own-access',
  'already-voiced',
  'too-new',
  'limit',
  'conflict',
  'retired',
  'revoked-meanwhile',
  'gone',
  'implicit',
  'not-inside',
  'waits-for-confirmation',
  'group',
  'default-administrator',
  'changed-outside',
]);

/** Whether a refusal is a decision that the audit chain keeps (DESIGN §4), and not a slip of the keyboard or a late click. */
export function isRecorded(code: RefusalCode): boolean {
  return recorded.has(code);
}

export function refusal(code: RefusalCode, sentence: string, because: readonly Reason[] = []): Refusal {
  return { code, sentence, because };
}

/** What became of a decision about people, entries or roles, and so about no access: a sentence to say, or why not. */
export type Settled = { readonly ok: true; readonly sentence: string } | Refused;

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

export function refuse(code: RefusalCode, sentence: string): Refused {
  return { ok: false, refusal: refusal(code, sentence) };
}

/** A decision that isn't this person's to make, or not now. */
export function notYours(sentence: string): Refused {
  return refuse('not-yours', sentence);
}
