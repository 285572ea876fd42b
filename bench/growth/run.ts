import { randomUUID } from 'node:crypto';
import { createCounter } from '../pipeline/counting.ts';
import { createJourneys } from '../pipeline/journeys.ts';
import { openLine } from '../pipeline/line.ts';
import { organisation } from '../pipeline/organisation.ts';
import type { Holder } from './copy.ts';
import { ask, measured, questions } from './figures.ts';
import type { Figures } from './figures.ts';
import { seed } from './seed.ts';
import { makeTemplates } from './templates.ts';
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
  const { names, chat, catalogue } = organisation({ people: people + times + 3 });
  const seeded = names.slice(0, people);
  const settings = { ...servers, installationId: `bench-${randomUUID()}`, catalogue, chats: [chat.chat] };
  const counter = createCounter();
  const beside = await openLine({ ...settings, worker: false });
  await beside.services.importCatalogue();
  let line = await openLine({ ...settings, counter, worker: true });
  try {
    const journeys = createJourneys(line, chat);
    for (const name of names) await journeys.meet(name);
    const models = names.slice(people, people + 2);
    const templates = await makeTemplates(line, beside, chat, journeys, models);
    await journeys.settled(beside, [{ access: templates.waiting.id }, { access: templates.active.id }]);
    const holder = async (name: string): Promise<Holder> => {
      const person = await beside.store.people.byEmail(`${name}@acme.test`);
      if (person === null) throw new Error(`${name} isn't known`);
      return { name, id: person.id };
    };
    const [active, waiting] = await Promise.all([0, 1].map((at) => holder(models[at] ?? '')));
    if (!active || !waiting) throw new Error('somebody is missing');
    const holders = [];
    for (const name of seeded) holders.push(await holder(name));
    const began = performance.now();
    // While nothing else is under way, and no worker waits to post about what is chained.
    await line.close();
    const of = { ...servers, installationId: settings.installationId, templates, holders };
    const made = await seed(beside, { ...of, count: accesses, models: { active, waiting } });
    const seedMs = performance.now() - began;

    const from = performance.now();
    line = await openLine({ ...settings, counter, worker: true });
    await line.services.importCatalogue();
    const startMs = performance.now() - from;

    const figures: Figures[] = [];
    for (const [what, user, command, args] of questions(seeded)) {
      figures.push(await measured(what, times, counter, (at) => ask(line, chat.chat, user(at), command, args(at))));
    }
    const late = createJourneys(line, chat);
    const fresh = names.slice(people + 2);
    figures.push(await measured('journey', times, counter, (at) => late.run(fresh[at] ?? '', 'Reader')));
    figures.push(await measured('sweep', Math.min(times, 20), counter, () => line.services.sweep()));
    const { mongodbUri, redisUrl } = servers;
    const verified = await verifyApart({
      ...{ mongodbUri, redisUrl, installationId: settings.installationId },
      people: names.length,
    });
    return { seedMs, made, figures, startMs, verified };
  } finally {
    await line.close();
    await beside.close();
    counter.stop();
  }
}
