import type { Access } from '../../domain/access.ts';
import type { Deps } from '../deps.ts';
import type { Happened } from './happened.ts';
import { accessHappened, deliveriesOf } from './happened.ts';
import { journalHappened } from './journal-happened.ts';

/** Events of the journal that are read at once. */
const batch = 200;

/**
 * Makes one delivery of each pair of event and endpoint, and has it sent. Harmless to repeat: a delivery's id follows from
 * both.
 */
export function createTellEndpoints({
  store,
  queue,
  directory,
  clock,
  log,
}: Pick<Deps, 'store' | 'queue' | 'directory' | 'clock' | 'log'>) {
  /** In the order of the events. */
  async function tell(happened: readonly Happened[]): Promise<void> {
    const { webhooks = [], tenant } = directory.catalogue;
    const now = clock.now();
    const deliveries = happened.flatMap((one) => deliveriesOf(tenant, webhooks, one, now));
    if (deliveries.length === 0) return;
    await store.webhooks.add(deliveries);
    await wake(deliveries.map(({ lane }) => lane));
  }

  /** Has lanes worked on; where Redis doesn't answer the sweeper finds them. */
  async function wake(lanes: readonly string[]): Promise<void> {
    for (const lane of new Set(lanes)) {
      await queue.effect({ name: 'deliver', lane }, `deliver-${lane}`).catch((error: unknown) => {
        log.warn({ err: error, lane }, 'a delivery will be found by the sweeper');
      });
    }
  }

  /** What of the tenant's journal wasn't told yet: roles and people. What Latchkey didn't write is told to nobody (A9). */
  async function ofJournal(): Promise<void> {
    if ((directory.catalogue.webhooks ?? []).length === 0) return;
    const told = await store.webhooks.journalTold();
    if (told === null) return;
    for (let seen = told; ;) {
      const found = await store.journal.toChain(seen, batch);
      const last = found.at(-1);
      if (last === undefined) return;
      const ours = found.filter(({ isOurs }) => isOurs);
      await tell(ours.flatMap(({ event }) => journalHappened(directory.catalogue, event.n, event)));
      seen = last.event.n;
      await store.webhooks.tellJournal(seen);
    }
  }

  return {
    tell,
    ofJournal,
    wake,
    /** Events `ns` of an access. */
    ofAccess: ({ id, events }: Access, ns: readonly number[]): Promise<void> =>
      tell(events.filter(({ n }) => ns.includes(n)).map((event) => accessHappened(id, event.n, event))),
  };
}

export type TellEndpoints = ReturnType<typeof createTellEndpoints>;
