import { fullBucket, isFull, pace, take } from '../src/domain/budget.ts';
import type { Bucket, Rate } from '../src/domain/budget.ts';
import { accountKey } from '../src/domain/identity.ts';
import type { Account } from '../src/domain/identity.ts';
import type { Clock } from '../src/ports/clock.ts';

/** Accounts that are remembered; those with a full bucket are forgotten first. */
const mostAccounts = 10_000;

/** What takes away is only paced, never refused (DESIGN §4, _Budgets_). */
const onlyPaced: ReadonlySet<string> = new Set([
  'deny',
  'cancel',
  'give-back',
  'revoke',
  'revoke-confirmed',
  'unlink',
  'unlink-confirmed',
  'link-refuse',
  'refuse-person',
  'take-away',
]);

export type Admitted = { readonly kind: 'go'; readonly delayMs: number } | { readonly kind: 'say' | 'silent' };

/** How much one account may do in this process: commands and clicks, and apart from them what is only looked at. */
export function createAdmission(rate: Rate, clock: Pick<Clock, 'now'>) {
  const commands = new Map<string, Bucket>();
  const views = new Map<string, Bucket>();

  function bucketOf(all: Map<string, Bucket>, key: string, now: number): Bucket {
    const known = all.get(key);
    if (known) return known;
    if (all.size >= mostAccounts) forget(all, now);
    return fullBucket(rate, now);
  }

  function forget(all: Map<string, Bucket>, now: number): void {
    for (const [key, bucket] of all) if (isFull(bucket, rate, now)) all.delete(key);
    for (const key of all.keys()) {
      if (all.size < mostAccounts) break;
      all.delete(key);
    }
  }

  function spend(all: Map<string, Bucket>, account: Account): Admitted {
    const [key, now] = [accountKey(account), clock.now()];
    const taken = take(bucketOf(all, key, now), rate, now);
    all.set(key, taken.bucket);
    return taken.kind === 'go' ? { kind: 'go', delayMs: 0 } : { kind: taken.kind };
  }

  return {
    /** One command or click; `delayMs`: how long it has to wait for its turn. */
    command(account: Account, name: string): Admitted {
      if (!onlyPaced.has(name)) return spend(commands, account);
      const [key, now] = [accountKey(account), clock.now()];
      const { delayMs, bucket } = pace(bucketOf(commands, key, now), rate, now);
      commands.set(key, bucket);
      return { kind: 'go', delayMs };
    },
    /** Autocomplete, paging, and opening a view. */
    view: (account: Account): Admitted => spend(views, account),
  };
}

export type Admission = ReturnType<typeof createAdmission>;
