import type { Model } from 'mongoose';
import type { PersonEvent } from '../../domain/events/index.ts';
import { asFacts, evolvePerson, personEvent } from '../../domain/events/index.ts';
import { accountKey, type PersonId, type PersonRef, system } from '../../domain/identity.ts';
import type { PersonChange, PersonState } from '../../domain/person.ts';
import { isCurrent } from '../../domain/person.ts';
import type { PersonNote } from '../../ports/people.ts';
import { insertOnce, isTaken, replicated } from '../mongo/documents.ts';
import { fieldsOf, type PersonDocument, personDocumentId } from './document.ts';
import { sealEvents, type Sealer } from '../seals/sealer.ts';

export interface PersonWrite {
  /** Null: they are new. */
  readonly before: PersonState | null;
  readonly id: PersonId;
  readonly changes: readonly PersonChange[];
  /** How the event reads; `actor: 'self'` is the person. */
  readonly note: Omit<PersonNote, 'actor'> & { readonly actor?: PersonRef | 'self' | null };
}

export type SavePerson = (write: PersonWrite) => Promise<PersonState | 'clash'>;

/**
 * The one conditional write of a person: state, event and outbox. `clash`: somebody wrote first, or somebody else holds what
 * the person would get: load and decide again.
 */
export function createSavePerson(
  model: Model<PersonDocument>,
  tenant: string,
  now: () => number,
  sealer: Sealer,
): SavePerson {
  return async function save({ before, id, changes, note }) {
    const n = (before?.version ?? 0) + 1;
    const at = note.at ?? now();
    const draft = { facts: { command: `person/${id}/${n}`, ...asFacts({ person: id, version: n, changes }) } };
    const after = evolvePerson(before, draft);
    const event = personEvent.parse(eventOf(after, draft.facts, note, n, at));
    const outbox = [
      { kind: 'journal' as const, n, at },
      ...(changes.some(({ change }) => change === 'moving') ? [{ kind: 'move' as const, n, at }] : []),
      ...(isNews(changes, event) ? [{ kind: 'tell' as const, n, at }] : []),
    ];
    const written =
      before === null
        ? await insertOnce(model, {
            _id: personDocumentId(tenant, id),
            tenant,
            ...fieldsOf(after),
            events: [event],
            seals: sealEvents(sealer, 'person', tenant, id, [event]),
            outbox,
          })
        : await update(before, after, event, outbox);
    return written ? after : 'clash';
  };

  async function update(
    before: PersonState,
    after: PersonState,
    event: PersonEvent,
    outbox: PersonDocument['outbox'],
  ): Promise<boolean> {
    try {
      const written = await model.updateOne(
        { _id: personDocumentId(tenant, before.id), version: before.version },
        {
          $set: fieldsOf(after),
          $push: {
            events: event,
            seals: { $each: sealEvents(sealer, 'person', tenant, before.id, [event]) },
            outbox: { $each: outbox },
          },
        },
      );
      if (written.matchedCount === 1) return true;
      // Whoever wrote it, ourselves included: only what is replicated may be decided on.
      await replicated(`the newest state of person ${before.id}`, async () => {
        const stored = await model.findOne({ _id: personDocumentId(tenant, before.id) }, { version: 1 }).lean();
        return stored?.version === before.version ? null : true;
      });
      return false;
    } catch (error) {
      if (await isTaken(model, error)) return false;
      throw error;
    }
  }
}

/** What the Latchkey administrators are told of: that something waits for them, and what one of them decided. */
function isNews(changes: readonly PersonChange[], { actorId }: PersonEvent): boolean {
  return changes.some(({ change }) => change === 'waits' || (change === 'settled' && actorId !== null));
}

function eventOf(
  after: PersonState,
  facts: PersonEvent['facts'],
  note: PersonWrite['note'],
  n: number,
  at: number,
): PersonEvent {
  const subject = refOf(after);
  const actor = note.actor === 'self' ? subject : (note.actor ?? null);
  return {
    event: note.event ?? 'person',
    n,
    at,
    actor: actor?.label ?? note.actorLabel ?? system.label,
    actorId: actor?.id ?? null,
    subject: subject.label,
    subjectId: subject.id,
    entitlement: null,
    because: note.because ?? [],
    facts: { ...note.facts, ...facts },
    text: null,
    via: note.via ?? system.label,
  };
}

/** How a person stands in records: their address, else an account. */
function refOf({ id, email, bindings }: PersonState): PersonRef {
  const account = bindings.find(isCurrent)?.account;
  return { id, label: email ?? (account ? accountKey(account) : id) };
}
