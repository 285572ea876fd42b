import type { Deps } from '../deps.ts';
import type { Notify } from '../notify.ts';
import { newsOf } from './people-news.ts';

const batch = 100;

/**
 * Tells the Latchkey administrators what started to wait for them, and what one of them decided about people, except whoever
 * decided and whom it concerns (A8). Follows from what is stored, so it's told once, whoever dies where.
 */
export function createTellOfPeople({ store }: Pick<Deps, 'store'>, notify: Pick<Notify, 'administrators'>) {
  return async function tellOfPeople(): Promise<void> {
    for (const id of await store.people.untold(batch)) {
      const { tell } = await store.people.outbox(id);
      for (const event of tell) {
        for (const { key, message, but } of newsOf(id, event)) await notify.administrators(key, message, but);
        await store.people.recorded(id, 'tell', event.n);
      }
    }
  };
}

export type TellOfPeople = ReturnType<typeof createTellOfPeople>;
