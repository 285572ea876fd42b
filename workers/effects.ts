import type { EffectJob, JobContext } from '../src/ports/queue.ts';
import type { Announce } from '../src/services/notify/audit-feed.ts';
import type { Chain } from '../src/services/audit/chain.ts';
import type { Converge } from '../src/services/roles/reconcile.ts';
import type { Deps } from '../src/services/deps.ts';
import type { TellOfPeople } from '../src/services/people/tell.ts';
import type { Links } from '../src/services/linking/index.ts';
import type { Notify } from '../src/services/notify/notify.ts';
import type { DrainOutbox } from '../src/services/effects/outbox.ts';
import type { Deliver } from '../src/services/webhooks/deliver.ts';
import type { TellEndpoints } from '../src/services/webhooks/tell-endpoints.ts';

export interface EffectWorkerParts {
  readonly drain: DrainOutbox;
  readonly chain: Chain;
  readonly announce: Announce;
  readonly notify: Pick<Notify, 'deliverDue'>;
  readonly converge: Converge;
  readonly tellOfPeople: TellOfPeople;
  readonly links: Pick<Links, 'finishAll'>;
  readonly deliver: Deliver;
  readonly webhooks: { readonly tell: Pick<TellEndpoints, 'ofJournal'> };
}

/** The queue `effects`: brings what people see, and the chain, to what the store says. */
export function createEffectWorker({ queue, clock }: Pick<Deps, 'queue' | 'clock'>, parts: EffectWorkerParts) {
  return async function effect(job: EffectJob, _context: JobContext): Promise<void> {
    switch (job.name) {
      case 'outbox':
        return parts.drain(job.access);
      case 'journal':
        await parts.chain.journal();
        await parts.webhooks.tell.ofJournal();
        await queue.effect({ name: 'announce' }, `announce-${Math.floor(clock.now() / 500)}`, 300);
        return;
      case 'links':
        await parts.links.finishAll();
        return;
      case 'converge':
        return parts.converge(job.target);
      case 'announce':
        return parts.announce({ withOlder: job.withOlder === true });
      case 'notices':
        return parts.notify.deliverDue();
      case 'people':
        await parts.tellOfPeople();
        return;
      case 'deliver':
        return parts.deliver(job.lane);
    }
  };
}
