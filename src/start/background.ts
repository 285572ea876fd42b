import { createHandlers } from '../../workers/index.ts';
import { startConsumers } from '../queue/index.ts';
import type { ConsumerSettings } from '../queue/index.ts';
import type { Services } from '../services/compose.ts';
import type { Deps } from '../services/deps.ts';
import { every } from '../services/every.ts';
import { whileAway } from './waiting.ts';

/** How often what was written but not done is looked for, in ms. */
export const sweepEveryMs = 2_000;
/** How often MongoDB is asked whether another system reported something, in ms. */
const reportsEveryMs = 1_000;
/** How often overdue accesses are looked for, in ms: an access ends within 5 s of its time (DESIGN §3). */
const dueEveryMs = 1_000;
/** How often a process without a worker reads what was decided of the configuration, in ms. */
const followEveryMs = 30_000;

/** Brings the configuration in, then works off the queues and sweeps. */
export async function work(
  url: string,
  sealing: Pick<ConsumerSettings, 'installationId' | 'tenant' | 'seals'>,
  deps: Deps,
  services: Services,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  const { clock, log } = deps;
  await whileAway('what must be in the record first', () => services.baseline(), deps, signal);
  await whileAway('who needs no welcome', () => services.welcome.begin(), deps, signal);
  await whileAway('the configuration to be brought in', () => services.importCatalogue(), deps, signal);
  await whileAway('the endpoints to be brought in', () => services.webhooks.endpoints.importEndpoints(), deps, signal);
  await whileAway('what waited for this start', () => services.takeUpAgain(), deps, signal);
  const handlers = createHandlers(deps, services);
  const consumers = startConsumers({ url, ...sealing, handlers, log, metrics: services.metrics });
  const due = every(dueEveryMs, 'the check of overdue accesses', () => services.checkDue.late(), { clock, log });
  const sweeper = every(sweepEveryMs, 'the sweep', () => services.sweep(), { clock, log });
  const welcome = every(sweepEveryMs, 'the welcome', () => services.welcome.welcome(), { clock, log });
  const look = () => services.targets.scanWhenDue(services.meetDeclared);
  const scanner = every(sweepEveryMs, 'the look at who holds which role', look, { clock, log });
  return async () => {
    await scanner.stop();
    await welcome.stop();
    await Promise.all([due.stop(), sweeper.stop()]);
    await consumers.close();
  };
}

/** A process without a worker imports nothing: it takes up what waits of the configuration, and what was decided since. */
export async function followConfiguration(
  deps: Deps,
  { entries, reports }: Services,
  signal: AbortSignal | undefined,
): Promise<() => Promise<void>> {
  await whileAway('what counts of the configuration', () => reports.follow(), deps, signal);
  const follower = every(followEveryMs, 'what was decided of the configuration', () => entries.load(), deps);
  return () => follower.stop();
}

/** Has what other systems report take effect soon; asks nothing where no system may. */
export function lookForReports({ directory, clock, log }: Deps, look: () => Promise<void>): () => Promise<void> {
  if ((directory.file.inbound ?? []).length === 0) return () => Promise.resolve();
  const looking = every(reportsEveryMs, 'the look at what systems reported', look, { clock, log });
  return () => looking.stop();
}
