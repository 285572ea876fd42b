import { randomBytes } from 'node:crypto';

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789';

/** A random id as Slack makes them: a letter that says what it is, and ten more. */
export function newId(kind: string): string {
  return kind + [...randomBytes(10)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('');
}

/** A short random id for a block or an action that the app gave none. */
export function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

/** Gives message time stamps (`1700000000.000100`), each later than the one before, also after `after`. */
export function createStamps(now: () => number): { next: () => string; after: (stamp: string) => void } {
  let last = 0;
  return {
    next: () => {
      last = Math.max(now() * 1000, last + 100);
      return `${Math.floor(last / 1e6)}.${String(Math.floor(last % 1e6)).padStart(6, '0')}`;
    },
    after: (stamp) => {
      last = Math.max(last, Math.round(Number(stamp) * 1e6) || 0);
    },
  };
}
