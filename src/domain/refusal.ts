import type { Reason } from './reason.ts';
import type { RefusalArgs } from './refusal-args.ts';

export type { RefusalArgs } from './refusal-args.ts';

/** The expected "no"s. The code is stable (audit, metrics); `args` say which sentence of it a person reads. */
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

/** A typed, expected "no": a code, what its sentence is made from (`words`), and the rules behind it. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly args: RefusalArgs;
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

export function refusal(code: RefusalCode, args: RefusalArgs, because: readonly Reason[] = []): Refusal {
  return { code, args, because };
}

/** What became of a decision about people, entries or roles, and so about no access: a sentence to say, or why not. */
export type Settled = { readonly ok: true; readonly sentence: string } | Refused;

export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** A refusal with a sentence that `words` has made already, as its reader reads it and in English. */
export function saidRefusal(code: RefusalCode, sentence: string, english: string): Refusal {
  return refusal(code, { name: 'said', sentence, ...(english !== sentence && { english }) });
}
