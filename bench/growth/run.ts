import { randomUUID } from 'node:crypto';
import { createCounter } from '../pipeline/counting.ts';
import { createJourneys } from '../pipeline/journeys.ts';
import { openLine } from '../pipeline/line.ts';
import { organisation } from '../pipeline/organisation.ts';
import { ask, measured, questions } from './figures.ts';
import type { Figures } from './figures.ts';
import { storeAccesses } from './stored.ts';
import { verifyApart } from './verify.ts';
import type { Verified } from './verify.ts';

export interface GrowthSettings {
  /** With a database of its own. */
  readonly mongodbUri: string;
  readonly redisUrl: string;
  /** How many accesses are stored. */
  readonly accesses: number;
  /** Whose they are: the same organisation, whatever is stored. */
  readonly people: number;
  /** How often each question is asked, and how many journeys are made. */
  readonly times: number;
}

export interface Growth {
  readonly seedMs: number;
  readonly made: Readonly<Record<'ended' | 'active' | 'waiting', number>>;
  readonly figures: readonly Figures[];
  readonly startMs: number;
  readonly verified: Verified;
}

/** Stores so many accesses, and measures what people ask, journeys, a sweep, a start and the verification. */
export async function runGrowth({ accesses, people, times, ...servers }: GrowthSettings): Promise<Growth> {
  // The last ones make journeys; nothing of theirs was seeded.
  const whole = organisation({ people: people + times + 3 });
  const { names, chat, catalogue } = whole;
  const installationId = `bench-${randomUUID()}`;
  const { made, seedMs } = await storeAccesses({ ...servers, installationId, organisation: whole, accesses, people });

  const counter = createCounter();
  const from = performance.now();
  const line = await openLine({ ...servers, installationId, catalogue, chats: [chat.chat], counter, worker: true });
  try {
    await line.services.importCatalogue();
    const startMs = performance.now() - from;

    const figures: Figures[] = [];
    // Nobody who decides may see a person of whom everything has ended.
    const withOpen = names.slice(0, Math.min(people, made.active + made.waiting));
    for (const [what, user, command, args] of questions(withOpen)) {
      figures.push(await measured(what, times, counter, (at) => ask(line, chat.chat, user(at), command, args(at))));
    }
    const late = createJourneys(line, chat);
    const fresh = names.slice(people + 2);
    figures.push(await measured('journey', times, counter, (at) => late.run(fresh[at] ?? '', 'Reader')));
    figures.push(await measured('sweep', Math.min(times, 20), counter, () => line.services.sweep()));
    const verified = await verifyApart({ ...servers, installationId, people: names.length });
    return { seedMs, made, figures, startMs, verified };
  } finally {
    await line.close();
    counter.stop();
  }
}
