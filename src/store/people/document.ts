import { type Connection, type Model, Schema } from 'mongoose';
import type { PersonEvent } from '../../domain/events/index.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { PersonState } from '../../domain/person.ts';
import { everBound, everHeld, heldKeys, isByHand, isCurrent } from '../../domain/person.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { schemaOptions } from '../mongo/documents.ts';
import { personState } from '../../domain/events/person-change.ts';
import type { EventSeal } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** What is to follow from an event of a person, kept in their document until it is done. */
interface PersonOutboxEntry {
  readonly kind: 'journal' | 'move' | 'tell';
  readonly n: number;
  readonly at: number;
}

/** A person as they stand in MongoDB: the domain's fields, and what queries need beside them. */
export interface PersonDocument extends PersonState {
  readonly _id: string;
  readonly tenant: string;
  /** What nobody else can hold: over documents, a unique index on a list holds for each of its elements. */
  readonly held: readonly string[];
  /** Every account that was ever theirs. */
  readonly everBound: readonly string[];
  /** Every address that they ever had. */
  readonly everHeld: readonly string[];
  /** When the newest link that counts was made, ms since the epoch; null: none. */
  readonly linkedAt: number | null;
  /** Since when the oldest of what waits has waited, ms since the epoch; null: nothing waits. */
  readonly waitingSince: number | null;
  readonly events: PersonEvent[];
  readonly outbox: PersonOutboxEntry[];
  /** Of the events. */
  readonly seals: EventSeal[];
}

const mixed = Schema.Types.Mixed;

export const personModel = (connection: Connection): Model<PersonDocument> =>
  modelOnce<PersonDocument>(
    connection,
    'Person',
    () =>
      new Schema<PersonDocument>(
        {
          _id: String,
          tenant: String,
          id: String,
          version: Number,
          email: String,
          namedBy: String,
          addresses: [mixed],
          bindings: [mixed],
          waiting: [mixed],
          moving: mixed,
          held: [String],
          everBound: [String],
          everHeld: [String],
          linkedAt: Number,
          waitingSince: Number,
          events: [mixed],
          outbox: [mixed],
          seals: [mixed],
        },
        schemaOptions,
      )
        .index({ tenant: 1, held: 1 }, { name: 'held_once', unique: true })
        .index({ tenant: 1, everBound: 1 }, { name: 'ever_bound' })
        .index({ tenant: 1, everHeld: 1 }, { name: 'ever_held' })
        .index({ tenant: 1, 'addresses.by': 1 }, { name: 'known_by' })
        .index({ tenant: 1, linkedAt: -1 }, { name: 'by_link' })
        .index({ tenant: 1, waitingSince: 1 }, { name: 'by_wait' })
        .index({ tenant: 1, 'outbox.at': 1 }, { name: 'unfinished' }),
    'persons',
  );

export const personDocumentId = (tenant: string, id: PersonId): string => derivedId(tenant, id);

/** What every write of a person sets: who they are, and what queries derive from that. Throws on a dirty value. */
export function fieldsOf(state: PersonState) {
  const links = state.bindings.filter((one) => isCurrent(one) && isByHand(one));
  return {
    ...personState.parse(state),
    held: heldKeys(state),
    everBound: everBound(state),
    everHeld: everHeld(state),
    linkedAt: latest(links.map(({ from }) => from)),
    waitingSince: earliest(state.waiting.map(({ since }) => since)),
  };
}

function latest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.max(...times);
}

function earliest(times: readonly number[]): number | null {
  return times.length === 0 ? null : Math.min(...times);
}
