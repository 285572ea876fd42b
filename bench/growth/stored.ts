import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { FakeChat } from '../../test/support/fake-chat.ts';
import { createJourneys } from '../pipeline/journeys.ts';
import { openLine } from '../pipeline/line.ts';
import type { Line } from '../pipeline/line.ts';
import type { organisation } from '../pipeline/organisation.ts';
import type { Holder } from './copy.ts';
import { seed } from './seed.ts';
import { makeTemplates } from './templates.ts';

export interface StoreSettings {
  /** With a database of its own. */
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly installationId: string;
  readonly organisation: ReturnType<typeof organisation>;
  /** How many accesses are stored. */
  readonly accesses: number;
  /** Whose they are: the first of the organisation. The next two make the accesses that are copied. */
  readonly people: number;
}

/** Imports the organisation's configuration, makes everybody known and stores so many accesses. Gives how many of each state. */
export async function storeAccesses({ organisation, accesses, people, ...servers }: StoreSettings) {
  const { names, chat, catalogue } = organisation;
  const settings = { ...servers, catalogue, chats: [chat.chat] };
  const beside = await openLine({ ...settings, worker: false });
  await beside.services.importCatalogue();
  const line = await openLine({ ...settings, worker: true });
  const ends = [() => line.close(), () => beside.close()];
  try {
    const journeys = createJourneys(line, chat);
    for (const name of names) await journeys.meet(name);
    const models = names.slice(people, people + 2);
    const templates = await makeTemplates(line, beside, chat, journeys, models);
    await journeys.settled(beside, [{ access: templates.waiting.id }, { access: templates.active.id }]);
    const [active, waiting] = [await holderOf(beside, models[0]), await holderOf(beside, models[1])];
    const holders = [];
    for (const name of names.slice(0, people)) holders.push(await holderOf(beside, name));
    // Nothing else may be under way, and no worker may wait to post about what is chained.
    await ends.shift()?.();
    const began = performance.now();
    const made = await seed(beside, { ...servers, templates, holders, count: accesses, models: { active, waiting } });
    await postedTo(beside, chat, catalogue);
    return { made, seedMs: performance.now() - began };
  } finally {
    for (const end of ends) await end();
  }
}

/** The audit channel counts as having everything: else what is measured posts what was stored. */
async function postedTo({ store }: Line, { chat }: FakeChat, { channels }: Catalogue): Promise<void> {
  const { platform } = chat;
  const [newest] = await store.chain.newest(1);
  const seq = newest?.seq ?? 0;
  const last = await store.cards.lastAudit(platform, channels.audit[platform] ?? '', seq);
  if (last === null || last.ref === null) throw new Error('Nothing was posted in the audit channel');
  await store.cards.ensure({ ...last, id: `${last.id}-seeded`, from: seq, to: seq, shown: seq });
}

async function holderOf(line: Line, name = ''): Promise<Holder> {
  const person = await line.store.people.byEmail(`${name}@acme.test`);
  if (person === null) throw new Error(`${name} isn't known`);
  return { name, id: person.id };
}
