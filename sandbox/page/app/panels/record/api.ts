import { send } from '../../data/send.ts';

/** An entry as it is stored. */
export interface Entry {
  seq: number;
  /** Milliseconds since 1970. */
  at: number;
  event: string;
  access: string | null;
  actor: string | null;
  subject: string | null;
  entitlement: string | null;
  via: string | null;
  prev: string;
  hash: string;
}

export interface Report {
  ok: boolean;
  entries: number;
  problems: { sentence: string }[];
  unchained: { id: string }[];
}

/** The record, as the page's server offers it. */
export const api = {
  /** Oldest first. `edited` is the number of the entry that was edited behind Latchkey's back. */
  entries: () => send<{ entries: Entry[]; edited: number | null }>('GET', '/record'),
  verify: () => send<Report>('POST', '/record/verify'),
  tamper: () => send<{ seq: number }>('POST', '/record/tamper'),
  putBack: () => send<object>('POST', '/record/put-back'),
};
