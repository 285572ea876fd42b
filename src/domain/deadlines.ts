import type { Ask } from './ask.ts';
import type { Standing } from './standing.ts';
import { startAsk } from './standing.ts';

/**
 * A moment at which something becomes of an access. `lapse`: nobody decided the ask in time; `late`: what was approved could
 * not be started before the moment that was typed as its end; `end`: its time is up. Ms since the epoch.
 */
export type Deadline =
  | { readonly kind: 'lapse' | 'late'; readonly at: number; readonly ask: Ask }
  | { readonly kind: 'end'; readonly at: number };

/** Every moment that an access waits for, the earliest first. One timer watches the first. */
export function deadlines(access: Pick<Standing, 'state' | 'asks' | 'until'>): readonly Deadline[] {
  return all(access).toSorted((one, other) => one.at - other.at);
}

function all({ state, asks, until }: Pick<Standing, 'state' | 'asks' | 'until'>): readonly Deadline[] {
  switch (state) {
    case 'requested':
      return lapses(asks);
    case 'approved': {
      const ask = startAsk({ asks });
      const at = ask?.endsAt ?? null;
      return ask === null || at === null ? [] : [{ kind: 'late', at, ask }];
    }
    case 'active':
      return [
        ...(until === null ? [] : [{ kind: 'end' as const, at: until }]),
        ...lapses(asks.filter(({ kind }) => kind !== 'start')),
      ];
    case 'closed':
    case 'ended':
      return [];
  }
}

function lapses(asks: readonly Ask[]): readonly Deadline[] {
  return asks.filter(({ state }) => state === 'open').map((ask) => ({ kind: 'lapse', at: ask.lapsesAt, ask }));
}

/** When somebody has to look at this access again, in ms; null: never. */
export function dueAt(access: Pick<Standing, 'state' | 'asks' | 'until'>): number | null {
  return deadlines(access)[0]?.at ?? null;
}

/** Whether its time is over at `now` (ms), whatever its state still says: a timer only triggers a check. */
export function isOverdue(access: Pick<Standing, 'state' | 'asks' | 'until'>, now: number): boolean {
  return deadlines(access).some((one) => now >= one.at && (one.kind === 'end' || one.ask.kind === 'start'));
}
