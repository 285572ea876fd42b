import { fullBucket, isFull, pace, placeOf, spread, take } from '../src/domain/budget.ts';
import type { Bucket, Rate } from '../src/domain/budget.ts';
import { accountKey } from '../src/domain/identity.ts';
import type { Account } from '../src/domain/identity.ts';
import type { Clock } from '../src/ports/clock.ts';
import type { Turn } from '../src/ports/queue.ts';

/** Accounts that are remembered; those with a full bucket are forgotten first. */
const mostAccounts = 10_000;

/** Autocomplete asks at every key that is pressed: this many times as much may be looked at as may be done. */
const viewsPerCommand = 5;

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
  'drift-take',
]);

export type Admitted =
  | { readonly kind: 'go'; readonly turn: Turn }
  /** It's over its budget: that is said once, then nothing until half of it is there again. */
  | { readonly kind: 'say' | 'silent' };

/** How much one account may do in this process: commands and clicks, and apart from them what is only looked at. */
export function createAdmission(rate: Rate, clock: Pick<Clock, 'now'>) {
  const commands = createBuckets(rate, clock);
  const views = createBuckets(
    { burst: rate.burst * viewsPerCommand, perSecond: rate.perSecond * viewsPerCommand },
    clock,
  );
  return {
    /** One command or click. */
    command: (account: Account, name: string): Admitted =>
      onlyPaced.has(name) ? commands.pace(account) : commands.take(account),
    /** Whether autocomplete may look; it can't say anything, so that nothing counts as said. */
    complete: (account: Account): boolean => views.quietly(account),
    /** Paging, and opening a view. */
    view: (account: Account): Admitted => views.take(account),
  };
}

function createBuckets(rate: Rate, clock: Pick<Clock, 'now'>) {
  const all = new Map<string, Bucket>();

  function forget(now: number): void {
    for (const [key, bucket] of all) if (isFull(bucket, rate, now)) all.delete(key);
    for (const key of all.keys()) {
      if (all.size < mostAccounts) break;
      all.delete(key);
    }
  }

  function change<T extends { readonly bucket: Bucket }>(
    account: Account,
    how: (before: Bucket, rate: Rate, now: number) => T,
  ): T {
    const [key, now] = [accountKey(account), clock.now()];
    if (!all.has(key) && all.size >= mostAccounts) forget(now);
    const changed = how(all.get(key) ?? fullBucket(rate, now), rate, now);
    all.set(key, changed.bucket);
    return changed;
  }

  function turnOf(bucket: Bucket, delayMs: number): Turn {
    return { delayMs: Math.max(delayMs, spread(placeOf(bucket, rate), rate)), place: bucket.place };
  }

  return {
    take(account: Account): Admitted {
      const { kind, bucket } = change(account, take);
      return kind === 'go' ? { kind, turn: turnOf(bucket, 0) } : { kind };
    },
    /** Takes one, if there is one; what was said before stays as it is. */
    quietly(account: Account): boolean {
      const { kind } = change(account, (before, ...rest) => {
        const taken = take(before, ...rest);
        return { ...taken, bucket: { ...taken.bucket, told: before.told } };
      });
      return kind === 'go';
    },
    /** Never refused: it waits until the account has something left. */
    pace(account: Account): Admitted {
      const { delayMs, bucket } = change(account, pace);
      return { kind: 'go', turn: turnOf(bucket, delayMs) };
    },
  };
}
