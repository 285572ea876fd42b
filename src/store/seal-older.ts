import type { Model } from 'mongoose';
import type { AccessDocument } from './access/document.ts';
import { derivedId } from './mongo/derived-id.ts';
import { insertOnce } from './mongo/documents.ts';
import type { MigrationDocument } from './people/migrate.ts';
import { tenantEvent } from '../domain/events/index.ts';
import { foundAccessEvents } from './records/access.ts';
import { waitingNotice } from './records/notice.ts';
import { sealNotice } from './seals/notice.ts';
import type { SealedSinceStatement } from './seals/sealed-since.ts';
import { eventParts, sealEvents, type Sealer } from './seals/sealer.ts';
import { find, rawOf } from './mongo/walk.ts';

interface Models {
  readonly accesses: Model<AccessDocument>;
  readonly chain: { readonly collection: unknown };
  readonly journal: { readonly collection: unknown };
  readonly people: { readonly collection: unknown };
  readonly marks: Model<MigrationDocument>;
  readonly notices: { readonly collection: unknown };
}

/**
 * The first start on what an older version left: events that it wrote and didn't chain yet are sealed as they are found, so
 * that they still come into the chain (A9). Once in an installation, and never where anything is or was sealed: whoever takes
 * seals away gets no new ones. Returns why nothing was sealed although the record looks older, else null. Before anything
 * else writes seals.
 */
export async function sealOlder(
  models: Models,
  since: SealedSinceStatement,
  tenant: string,
  at: number,
  sealer: Sealer,
): Promise<string | null> {
  const _id = derivedId(tenant, 'seals');
  if (!sealer.isOn()) return null;
  let stated = await since.read();
  if (stated === null) {
    const isSealed = (await models.marks.exists({ _id })) !== null || (await anythingSealed(models, tenant));
    // Another process may have begun meanwhile.
    stated = await since.read();
    if (stated === null && isSealed) {
      await since.end(await strictest(models.chain, tenant));
      return 'The record was sealed before, but what says since when is gone: nothing older is sealed again, and what has no seal counts for nothing. Run latchkey audit verify.';
    }
    if (stated === null) await since.begin((await lastNumber(models.chain, tenant)) + 1);
    stated ??= await since.read();
  }
  if (stated?.seal !== 'right')
    return 'What says since when the record is sealed was changed in MongoDB: nothing older is sealed, and what has no seal counts for nothing. Run latchkey audit verify.';
  if (!stated.isDone) {
    if (!(await has(models.chain, { tenant, seal: { $type: 'string' } }))) {
      await sealUnchained(models, tenant, sealer);
      await sealWaiting(models, tenant, sealer);
    }
    await since.end(stated.from);
  }
  await insertOnce(models.marks, { _id, tenant, at });
  return null;
}

/** Only a version that seals writes seals and baselines. */
async function anythingSealed({ accesses, chain, journal, people }: Models, tenant: string): Promise<boolean> {
  const looks: (readonly [{ readonly collection: unknown }, object])[] = [
    [chain, { seal: { $type: 'string' } }],
    [chain, { event: 'baseline' }],
    [journal, { seal: { $type: 'string' } }],
    [journal, { event: 'baseline' }],
    [accesses, { 'seals.0': { $exists: true } }],
    [people, { 'seals.0': { $exists: true } }],
  ];
  for (const [collection, filter] of looks) if (await has(collection, { tenant, ...filter })) return true;
  return false;
}

async function has(model: { readonly collection: unknown }, filter: object): Promise<boolean> {
  return (await find(rawOf(model), filter, {}, 1, { _id: 1 })).length > 0;
}

async function lastNumber(chain: Models['chain'], tenant: string): Promise<number> {
  const [last] = await find(rawOf(chain), { tenant }, { seq: -1 }, 1, { seq: 1 });
  return Number(last?.['seq'] ?? 0);
}

/** Where seals began as far as the chain still tells: its first seal or baseline; without either, at its beginning. */
async function strictest(chain: Models['chain'], tenant: string): Promise<number> {
  const signs = { $or: [{ seal: { $type: 'string' } }, { event: 'baseline' }] };
  const [first] = await find(rawOf(chain), { tenant, seq: { $gte: 1 }, ...signs }, { seq: 1 }, 1, { seq: 1 });
  return Number(first?.['seq'] ?? 1);
}

/** Messages that wait for persons, as an older version left them. */
async function sealWaiting({ notices }: Models, tenant: string, sealer: Sealer): Promise<void> {
  for (const document of await find(rawOf(notices), { tenant }, { nextAt: 1 })) {
    const notice = waitingNotice.safeParse(document).data;
    if (notice === undefined || document['_id'] !== derivedId(tenant, notice.id)) continue;
    const seal = sealNotice(sealer, tenant, notice);
    await rawOf(notices).updateOne({ _id: document['_id'], seal: { $exists: false } } as never, { $set: { seal } });
  }
}

async function sealUnchained({ accesses, chain, journal }: Models, tenant: string, sealer: Sealer): Promise<void> {
  const waiting = await accesses.find({ tenant, 'outbox.kind': 'chain' }, { id: 1, events: 1 }).lean();
  for (const { _id, id, events } of waiting) {
    const read = foundAccessEvents.safeParse(events);
    if (!read.success) continue;
    const seals = sealEvents(sealer, 'access', tenant, id, read.data);
    await accesses.updateOne({ _id, seals: { $exists: false } }, { $set: { seals } });
  }
  const [last] = await find(rawOf(chain), { tenant, access: null }, { n: -1 }, 1);
  const after = Number(last?.['n'] ?? 0);
  for (const { _id, tenant: _tenant, seal, ...document } of await find(
    rawOf(journal),
    { tenant, n: { $gt: after } },
    { n: 1 },
  )) {
    if (typeof seal === 'string') continue;
    const read = tenantEvent.safeParse(document);
    // What can't be read isn't chained either, and audit verify names it.
    if (!read.success) continue;
    const event = read.data;
    const mac = sealer.seal('event', eventParts('journal', tenant, event.key, event));
    await rawOf(journal).updateOne({ _id } as never, { $set: { seal: mac } });
  }
}
