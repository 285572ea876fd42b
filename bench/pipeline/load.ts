import { randomUUID } from 'node:crypto';
import type { Needs } from './bare.ts';
import { createCounter, sum } from './counting.ts';
import { inFlight } from './in-flight.ts';
import { createJourneys } from './journeys.ts';
import type { Journey } from './journeys.ts';
import { openLine } from './line.ts';
import { organisation } from './organisation.ts';
import { startWorkers } from './workers.ts';
import type { Sent } from './workers.ts';

export interface LoadSettings {
  /** With a database of its own. */
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly workers: number;
  readonly atOnce: number;
  readonly journeys: number;
}

/** How a load went: times in ms, and commands sent a journey. */
export interface LoadFigures {
  readonly each: readonly number[];
  readonly allMs: number;
  readonly mongodb: number;
  readonly redis: number;
  readonly needs: Needs;
}

/** Jobs that a journey needs: a request, an approval, and what follows from each. */
const jobs = 4;
const writing = /^(insert|update|delete|findAndModify) /;

/** Runs journeys of as many people as there are journeys, who were met before, through worker processes. */
export async function runLoad({ workers, atOnce, journeys: count, ...servers }: LoadSettings): Promise<LoadFigures> {
  const people = count + atOnce;
  const { names, chat, catalogue } = organisation({ people });
  const settings = { ...servers, installationId: `bench-${randomUUID()}` };
  const counter = createCounter();
  const of = { ...settings, catalogue, chats: [chat.chat], worker: false };
  const beside = await openLine(of);
  const line = await openLine({ ...of, counter });
  await beside.services.importCatalogue();
  const crew = await startWorkers(workers, { ...settings, people }, chat.posts);
  try {
    const journeys = createJourneys(line, chat);
    for (const name of names) await journeys.meet(name);
    const run = (name: string): Promise<Journey> => journeys.run(name, 'Help desk');
    const warm = await Promise.all(names.slice(count).map(run));
    await journeys.settled(beside, warm);
    counter.take();
    await crew.take();
    const done: Journey[] = [];
    const began = performance.now();
    const { each } = await inFlight(count, atOnce, async (at) => done.push(await run(names[at] ?? '')));
    await journeys.settled(beside, done);
    const allMs = performance.now() - began;
    const sent: readonly Sent[] = [counter.take(), ...(await crew.take())];
    const total = (of: (one: Sent) => ReadonlyMap<string, number>, wanted = /./): number =>
      sent.reduce((all, one) => all + sum(new Map([...of(one)].filter(([name]) => wanted.test(name)))), 0);
    const writes = Math.round(total(({ mongodb }) => mongodb, writing) / count);
    return {
      each,
      allMs,
      mongodb: total(({ mongodb }) => mongodb) / count,
      redis: total(({ redis }) => redis) / count,
      needs: { jobs, writes },
    };
  } finally {
    await crew.stop();
    await line.close();
    await beside.close();
    counter.stop();
  }
}
