import type { RecordEntry } from '../../../answers.ts';
import { send } from '../../data/send.ts';

export interface Report {
  ok: boolean;
  entries: number;
  problems: { sentence: string }[];
  unchained: { id: string }[];
}

/** The record, as the page's server offers it. */
export const api = {
  /** Oldest first. `edited` is the number of the entry that was edited behind Latchkey's back. */
  entries: () => send<{ entries: RecordEntry[]; edited: number | null }>('GET', '/record'),
  verify: () => send<Report>('POST', '/record/verify'),
  tamper: () => send<{ seq: number }>('POST', '/record/tamper'),
  putBack: () => send<object>('POST', '/record/put-back'),
};
