import type { Access } from '../../domain/access.ts';
import type { Deps } from '../deps.ts';
import type { Happened } from './happened.ts';
import { accessHappened, deliveriesOf } from './happened.ts';

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

  return {
    tell,
    wake,
    /** Events `ns` of an access. */
    ofAccess: ({ id, events }: Access, ns: readonly number[]): Promise<void> =>
      tell(events.filter(({ n }) => ns.includes(n)).map((event) => accessHappened(id, event.n, event))),
  };
}

export type TellEndpoints = ReturnType<typeof createTellEndpoints>;
