import { isDeepStrictEqual } from 'node:util';
import type { EventBody } from '../../domain/events/index.ts';
import { chainEntry, personEvent, recordedBody, tenantEvent } from '../../domain/events/index.ts';
import { exportEntry, hashedPart } from '../../domain/exported-entry.ts';
import { canonicalHash } from '../../lib/canonical-hash.ts';
import type { ResealStore } from '../../ports/reseal.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { goingThrough } from '../mongo/errors.ts';
import { find, type Raw, rawOf, walkNumbered, walkTenant } from '../mongo/walk.ts';
import { accessEvents } from '../records/access.ts';
import type { SealedSinceStatement } from '../seals/sealed-since.ts';
import { eventParts, type EventSeal, sealEvents, type Sealer } from '../seals/sealer.ts';
import { entryParts } from './chain.ts';

type AnyModel = { readonly collection: unknown };
type Collection = ReturnType<typeof rawOf>;

export interface ResealModels {
  readonly accesses: AnyModel;
  readonly people: AnyModel;
  readonly chain: AnyModel;
  readonly journal: AnyModel;
  readonly notices: AnyModel;
}

/** How many entries are given seals at once. */
const page = 200;

/** Seals again what a lost secret sealed, a page at a time. What the chain doesn't say keeps its old seal, which counts for nothing. */
export function createReseal(
  models: ResealModels,
  tenant: string,
  sealer: Sealer,
  since: Pick<SealedSinceStatement, 'reseal'>,
  foreignSeal: () => Promise<number | null>,
): ResealStore {
  const chain = rawOf(models.chain);
  const journalEvents = rawOf(models.journal);

  /** Updates each of these documents; gives how many there were. */
  async function setEach(collection: Collection, updates: readonly (readonly [unknown, object])[]): Promise<number> {
    if (updates.length === 0) return 0;
    await goingThrough('writing seals', () =>
      collection.bulkWrite(
        updates.map(([_id, set]) => ({ updateOne: { filter: { _id } as never, update: { $set: set as never } } })),
      ),
    );
    return updates.length;
  }

  /** What the chain says of events, by access (or null) and number. */
  async function chainedOf(filter: object): Promise<ReadonlyMap<string, object>> {
    const documents = await find(chain, { tenant, ...filter }, { seq: 1 });
    return new Map(
      documents.flatMap((document) => {
        const entry = entryOf(document);
        return entry === null ? [] : [[`${entry.access}/${entry.n}`, bodyOf(entry)] as const];
      }),
    );
  }

  async function journal(): Promise<number> {
    let count = 0;
    for await (const documents of walkNumbered(journalEvents, tenant, 'n')) {
      const numbers = documents.map(({ n }) => Number(n));
      const range = { $gte: Math.min(...numbers), $lte: Math.max(...numbers) };
      const told = await chainedOf({ access: null, n: range });
      const updates = documents.flatMap((document) => {
        const { _id, tenant: _tenant, seal, ...rest } = document;
        const event = tenantEvent.safeParse(rest).data;
        if (event === undefined || typeof seal !== 'string' || !isTold(told.get(`null/${event.n}`), event)) return [];
        return [[_id, { seal: sealer.seal('event', eventParts('journal', tenant, event.key, event)) }] as const];
      });
      count += await setEach(journalEvents, updates);
    }
    return count;
  }

  async function accesses(): Promise<number> {
    const collection = rawOf(models.accesses);
    let count = 0;
    for await (const documents of walkTenant(collection, tenant)) {
      const told = await chainedOf({ access: { $in: documents.map(({ id }) => id) } });
      const updates = documents.flatMap((document) => {
        const id = String(document['id']);
        const events = accessEvents.safeParse(document['events']).data;
        if (events === undefined || document['_id'] !== derivedId(tenant, id)) return [];
        const ours = events.filter((event) => isTold(told.get(`${id}/${event.n}`), event));
        const seals = merged(document, sealEvents(sealer, 'access', tenant, id, ours));
        return [[document['_id'], { seals }] as const];
      });
      count += await setEach(collection, updates);
    }
    return count;
  }

  async function people(): Promise<number> {
    const collection = rawOf(models.people);
    let count = 0;
    for await (const documents of walkTenant(collection, tenant)) {
      const updates = documents.flatMap((document) => {
        const id = String(document['id']);
        const events = personEvent.array().safeParse(document['events']).data;
        if (events === undefined || document['_id'] !== derivedId(tenant, id)) return [];
        return [[document['_id'], { seals: sealEvents(sealer, 'person', tenant, id, events) }] as const];
      });
      count += await setEach(collection, updates);
    }
    return count;
  }

  async function downTheChain(head: { readonly seq: number; readonly hash: string }): Promise<number> {
    await since.reseal();
    const [first] = await find(chain, { tenant, seq: { $gt: head.seq } }, { seq: 1 }, 1, { prev: 1 });
    let [next, expected, count] = [head.seq, head.hash, 0];
    if (first !== undefined && first['prev'] !== expected) throw new Error(notVerified(head.seq));
    while (next > 0) {
      const documents = await find(chain, { tenant, seq: { $lte: next } }, { seq: -1 }, page);
      const updates = documents.flatMap((document) => {
        const entry = entryOf(document);
        const isRight =
          entry?.seq === next &&
          entry.hash === expected &&
          canonicalHash(hashedPart(exportEntry(entry))) === entry.hash;
        if (!isRight) throw new Error(notVerified(next));
        [next, expected] = [next - 1, entry.prev];
        const isSealed = typeof document['seal'] === 'string';
        return isSealed ? [[document['_id'], { seal: sealer.seal('entry', entryParts(entry)) }] as const] : [];
      });
      if (documents.length === 0) throw new Error(notVerified(next));
      count += await setEach(chain, updates);
    }
    return count;
  }

  return {
    isNeeded: () => goingThrough('looking whose seals there are', async () => (await foreignSeal()) !== null),
    waiting: () =>
      goingThrough(
        'counting messages that wait',
        async () => (await find(rawOf(models.notices), { tenant }, { nextAt: 1 }, 0, { _id: 1 })).length,
      ),
    journal: () => goingThrough('sealing the journal again', journal),
    documents: () =>
      goingThrough('sealing accesses and people again', async () => {
        const counts = { accesses: await accesses(), people: await people() };
        const { deletedCount } = await rawOf(models.notices).deleteMany({ tenant });
        return { ...counts, notices: deletedCount };
      }),
    chain: downTheChain,
  };
}

function notVerified(seq: number): string {
  return `Entry ${seq} isn't what was verified a moment ago: run the command again`;
}

function entryOf({ _id, seal: _seal, ...rest }: Raw) {
  return chainEntry.safeParse(rest).data ?? null;
}

/** What isn't in the chain yet waits for it, and is trusted as found. */
function isTold(told: object | undefined, event: EventBody): boolean {
  return told === undefined || isDeepStrictEqual(told, bodyOf(event));
}

/** As it reads back from MongoDB, without what is undefined. */
function bodyOf(event: EventBody): object {
  return JSON.parse(JSON.stringify(recordedBody(event))) as object;
}

function merged({ seals }: Raw, fresh: readonly EventSeal[]): readonly EventSeal[] {
  const numbers = new Set(fresh.map(({ n }) => n));
  const kept = Array.isArray(seals) ? (seals as EventSeal[]).filter(({ n }) => !numbers.has(n)) : [];
  return [...kept, ...fresh].sort((one, other) => one.n - other.n);
}
