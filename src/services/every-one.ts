import { TryLater } from '../ports/queue.ts';
import { asTryLater } from '../ports/unavailable.ts';

/** Does the work for each, also when one fails; then throws the failure that can be tried the soonest. */
export async function everyOne<T>(all: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const failures = (await Promise.allSettled(all.map(work))).flatMap((one) =>
    one.status === 'rejected' ? [one.reason as Error] : [],
  );
  const worst = failures.find((one) => asTryLater(one) === null);
  const later = failures.filter((one) => one instanceof TryLater).sort((a, b) => a.ms - b.ms);
  const soonest = worst ?? later[0] ?? failures[0];
  if (soonest !== undefined) throw soonest;
}
