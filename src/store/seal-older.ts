import type { Model } from 'mongoose';
import type { AccessDocument } from './access-document.ts';
import { derivedId } from './derived-id.ts';
import { insertOnce } from './documents.ts';
import type { MigrationDocument } from './migrate-people.ts';
import { accessEvents } from './records/access.ts';
import { tenantEvent } from './records/event.ts';
import { eventParts, sealEvents, type Sealer } from './sealer.ts';
import { find, rawOf } from './walk.ts';

interface Models {
  readonly accesses: Model<AccessDocument>;
  readonly chain: { readonly collection: unknown };
  readonly journal: { readonly collection: unknown };
  readonly marks: Model<MigrationDocument>;
}

/**
 * The first start on what an older version left: events that it wrote and didn't chain yet are sealed as they are found, so
 * that they still come into the chain (A9). Never once anything is sealed: from then on only what Latchkey wrote is chained.
 */
export async function sealOlder(models: Models, tenant: string, at: number, sealer: Sealer): Promise<void> {
  const _id = derivedId(tenant, 'seals');
  if (!sealer.isOn() || (await models.marks.exists({ _id }))) return;
  const [sealed] = await find(rawOf(models.chain), { tenant, seal: { $type: 'string' } }, { seq: 1 }, 1);
  if (sealed === undefined) await sealUnchained(models, tenant, sealer);
  await insertOnce(models.marks, { _id, tenant, at });
}

async function sealUnchained({ accesses, chain, journal }: Models, tenant: string, sealer: Sealer): Promise<void> {
  const waiting = await accesses.find({ tenant, 'outbox.kind': 'chain' }, { id: 1, events: 1 }).lean();
  for (const { _id, id, events } of waiting) {
    const read = accessEvents.safeParse(events);
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
