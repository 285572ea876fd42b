import type { Model } from 'mongoose';
import type { Access } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { OutboxEntry } from '../../ports/access.ts';
import { type AccessDocument, accessDocumentId, courseOf, newDocument } from './document.ts';
import { insertOnce, isTaken, replicated } from '../mongo/documents.ts';
import { accessEvents, accessRecord, outboxEntries } from '../records/access.ts';
import { sealEvents, type Sealer } from '../seals/sealer.ts';

interface Change {
  readonly before: Access | null;
  readonly after: Access;
  readonly newEvents: readonly AccessEvent[];
  readonly outbox: readonly OutboxEntry[];
}

/** What `save` holds its caller to: a broken change is our fault, and is never written. */
function refuseBroken({ before, after, newEvents }: Change, tenant: string): void {
  const problem =
    after.tenant !== tenant
      ? `belongs to tenant ${after.tenant}, not ${tenant}`
      : after.version !== (before?.version ?? 0) + 1
        ? `must get version ${(before?.version ?? 0) + 1}, not ${after.version}`
        : after.events.length !== (before?.events.length ?? 0) + newEvents.length
          ? 'does not end with its new events'
          : newEvents.some((event, index) => event.n !== after.events.length - newEvents.length + index + 1)
            ? 'has events that are not numbered without gaps'
            : before !== null && !isSamePath(before, after)
              ? 'became one of somebody else or to something else'
              : null;
  if (problem !== null) throw new Error(`Access ${after.id} ${problem}`);
}

function isSamePath(before: Access, after: Access): boolean {
  return (
    before.id === after.id &&
    before.person.id === after.person.id &&
    entitlementKey(before.entitlement) === entitlementKey(after.entitlement)
  );
}

/** The one conditional write (DESIGN §4, 3). An access is never deleted, so what exists after a refused write tells why. */
export async function saveAccess(
  model: Model<AccessDocument>,
  tenant: string,
  change: Change,
  sealer: Sealer,
): Promise<'saved' | 'clash' | 'open-exists'> {
  refuseBroken(change, tenant);
  return change.before === null ? insert(model, change, sealer) : update(model, tenant, change.before, change, sealer);
}

async function insert(model: Model<AccessDocument>, { after, outbox }: Change, sealer: Sealer) {
  const access = { ...accessRecord.parse(after), events: accessEvents.parse(after.events) };
  const seals = sealEvents(sealer, 'access', access.tenant, access.id, access.events);
  const document = newDocument(access, outboxEntries.parse(outbox), seals);
  if (await insertOnce(model, document)) return 'saved';
  return (await model.exists({ _id: document._id })) ? 'clash' : 'open-exists';
}

async function update(model: Model<AccessDocument>, tenant: string, before: Access, change: Change, sealer: Sealer) {
  const { after, newEvents, outbox } = change;
  const events = accessEvents.parse(newEvents);
  try {
    const written = await model.updateOne(
      { _id: accessDocumentId(tenant, after.id), tenant, version: before.version },
      {
        $set: courseOf(after),
        $push: {
          events: { $each: events },
          seals: { $each: sealEvents(sealer, 'access', tenant, after.id, events) },
          outbox: { $each: outboxEntries.parse(outbox) },
        },
      },
    );
    if (written.matchedCount === 1) return 'saved';
    // Whoever wrote it, ourselves included: only what is replicated may be decided on.
    await replicated(`the newest state of access ${after.id}`, async () => {
      const stored = await model.findOne({ _id: accessDocumentId(tenant, after.id) }, { version: 1 }).lean();
      return stored?.version === before.version ? null : true;
    });
    return 'clash';
  } catch (error) {
    if (await isTaken(model, error)) return 'open-exists';
    throw error;
  }
}
