import { type Connection, type Model, Schema } from 'mongoose';
import { type Access, dueAt, isOpen } from '../../domain/access.ts';
import { type EntitlementKey, entitlementKey } from '../../domain/entitlement.ts';
import type { OutboxEntry } from '../../ports/access.ts';
import type { TargetNote } from '../../ports/targets.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { schemaOptions } from '../mongo/documents.ts';
import { accessCourse } from '../records/access.ts';
import type { EventSeal } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** An access as it stands in MongoDB: the domain's fields, and what queries need beside them. */
export interface AccessDocument extends Access {
  readonly _id: string;
  readonly entitlementKey: EntitlementKey;
  /** Waiting, approved or active: the flag of the partial indexes. */
  readonly open: boolean;
  /** Ms since the epoch; null: nobody has to look. */
  readonly dueAt: number | null;
  /** Of the first event, ms since the epoch. */
  readonly createdAt: number;
  readonly outbox: OutboxEntry[];
  /** What became of the roles that it gives; documents of the first days have none. */
  readonly targets: TargetNote[];
  /** How many notes there were about roles; only grows. */
  readonly notes: number;
  /** Of its events; those of older versions have none. */
  readonly seals: EventSeal[];
  /** The number of its first event that is void by its date (A9); most have none. */
  readonly voidFrom?: number;
}

const mixed = Schema.Types.Mixed;

function schema() {
  return new Schema<AccessDocument>(
    {
      _id: String,
      id: String,
      tenant: String,
      version: Number,
      person: { id: String, label: String },
      entitlement: mixed,
      entitlementKey: String,
      state: String,
      open: Boolean,
      dueAt: Number,
      createdAt: Number,
      asks: [mixed],
      since: Number,
      until: Number,
      imported: Boolean,
      endedAt: Number,
      events: [mixed],
      outbox: [mixed],
      targets: [mixed],
      notes: Number,
      seals: [mixed],
      voidFrom: Number,
    },
    schemaOptions,
  )
    .index(
      { tenant: 1, 'person.id': 1, entitlementKey: 1 },
      { name: 'one_open', unique: true, partialFilterExpression: { open: true } },
    )
    .index({ tenant: 1, 'person.id': 1, createdAt: -1, _id: -1 }, { name: 'of_person' })
    .index(
      { tenant: 1, entitlementKey: 1, 'person.id': 1 },
      { name: 'open_by_entitlement', partialFilterExpression: { open: true } },
    )
    .index(
      { tenant: 1, state: 1, createdAt: 1, _id: 1 },
      { name: 'open_by_state', partialFilterExpression: { open: true } },
    )
    .index({ tenant: 1, 'asks.by.id': 1, state: 1 }, { name: 'open_by_asker', partialFilterExpression: { open: true } })
    .index({ tenant: 1, dueAt: 1 }, { name: 'open_by_due', partialFilterExpression: { open: true } })
    .index({ tenant: 1, 'outbox.at': 1 }, { name: 'unsent' });
}

export const accessModel = (connection: Connection): Model<AccessDocument> =>
  modelOnce<AccessDocument>(connection, 'Access', schema, 'accesses');

export const accessDocumentId = (tenant: string, id: string): string => derivedId(tenant, id);

/** What every write of an access sets: where it stands, and what queries derive from that. Throws on a dirty value. */
export function courseOf(access: Access) {
  return { ...accessCourse.parse(access), open: isOpen(access), dueAt: dueAt(access) };
}

/** The document of an access that was never stored. `access` and `outbox` are checked already. */
export function newDocument(access: Access, outbox: OutboxEntry[], seals: EventSeal[]): AccessDocument {
  return {
    _id: accessDocumentId(access.tenant, access.id),
    ...access,
    entitlementKey: entitlementKey(access.entitlement),
    open: isOpen(access),
    dueAt: dueAt(access),
    createdAt: access.events[0]?.at ?? 0,
    outbox,
    targets: [],
    notes: 0,
    seals,
  };
}
