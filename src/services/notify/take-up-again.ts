import type { Deps } from '../deps.ts';

const batch = 500;

/**
 * Takes up again what an earlier version gave up although it is wanted: audit messages, and the cards in channels that
 * `latchkey.yml` still names. Done when a worker starts; harmless to repeat.
 */
export function createTakeUpAgain({
  store,
  directory,
  clock,
  log,
}: Pick<Deps, 'store' | 'directory' | 'clock' | 'log'>) {
  return async function takeUpAgain(): Promise<void> {
    const { approvals, audit } = directory.catalogue.channels;
    for (const card of await store.cards.givenUp(batch)) {
      const named = card.kind === 'audit' ? audit : approvals;
      if (named[card.platform] !== card.channel) continue;
      await store.cards.reopen(card.id);
      if (card.access !== null) await store.accesses.refreshCards(card.access, clock.now());
      log.info({ card: card.id, code: card.failed }, 'A message that was given up is taken up again');
    }
  };
}
