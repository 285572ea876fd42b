import type { Deps } from '../deps.ts';
import type { Notify } from '../notify/notify.ts';
import type { HolderConsent } from './holder-consent.ts';
import { newsOf, waitsIn } from './news.ts';

const batch = 100;

/**
 * Tells the Latchkey administrators what started to wait for them, and what one of them decided about people, except whoever
 * decided and whom it concerns (A8); and asks whoever has an e-mail that a new account shows (A7). Follows from what is stored, so it's told once, whoever dies where.
 */
export function createTellOfPeople(
  { store }: Pick<Deps, 'store'>,
  notify: Pick<Notify, 'administrators'>,
  consent: Pick<HolderConsent, 'ask'>,
) {
  return async function tellOfPeople(): Promise<void> {
    for (const id of await store.people.untold(batch)) {
      const { tell } = await store.people.outbox(id);
      for (const event of tell) {
        for (const { key, message, but } of newsOf(id, event)) await notify.administrators(key, message, but);
        for (const waiting of waitsIn(event)) await consent.ask(waiting);
        await store.people.recorded(id, 'tell', event.n);
      }
    }
  };
}

export type TellOfPeople = ReturnType<typeof createTellOfPeople>;
