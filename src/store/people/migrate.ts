import { type Connection, type Model, Schema } from 'mongoose';
import { z } from 'zod';
import { asFacts, evolvePerson, personEvent } from '../../domain/events/index.ts';
import { parseAccountKey, type PersonId } from '../../domain/identity.ts';
import type { Binding, HeldAddress, PersonState } from '../../domain/person.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { fieldsOf, type PersonDocument, personDocumentId } from './document.ts';
import { waitingPerson } from '../../domain/events/person-change.ts';
import { account } from '../../domain/events/identity.ts';
import { sealEvents, type Sealer } from '../seals/sealer.ts';
import { time, wellFormed } from '../../domain/events/json.ts';
import { modelOnce } from '../mongo/model-once.ts';

/** A change of older data that was made once, and need not be looked at again. */
export interface MigrationDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly at: number;
}

export const migrationModel = (connection: Connection): Model<MigrationDocument> =>
  modelOnce<MigrationDocument>(
    connection,
    'Migration',
    () => new Schema<MigrationDocument>({ _id: String, tenant: String, at: Number }, schemaOptions),
    'migrations',
  );

const personRow = z.object({ person: z.string().min(1), email: wellFormed.nullable() });
const addressRow = z.object({ address: wellFormed, person: z.string().min(1), proved: z.boolean() });
const accountRow = z
  .object({
    platform: z.string(),
    workspace: z.string(),
    user: z.string(),
    person: z.string().min(1),
    email: wellFormed.nullable(),
    // Accounts of the first days say nothing of their proof.
    how: z.enum(['email', 'declared', 'code', 'sign-in']).default('email'),
    name: wellFormed,
    boundAt: time,
    outsideSince: time.nullable(),
  })
  .transform(({ platform, workspace, user, ...rest }) => ({
    account: account.parse({ platform, workspace, user }),
    ...rest,
  }));
const unlinkRow = z.object({
  subjectId: z.string().min(1),
  at: time,
  facts: z.object({ account: z.string(), name: wellFormed, since: time }),
});

type Old = {
  readonly people: readonly z.infer<typeof personRow>[];
  readonly addresses: readonly z.infer<typeof addressRow>[];
  readonly accounts: readonly z.infer<typeof accountRow>[];
  readonly waiting: readonly z.infer<typeof waitingPerson>[];
  readonly unlinked: readonly z.infer<typeof unlinkRow>[];
};

/**
 * Makes a document of each person out of the four collections that older versions kept, with a baseline event (A9). Can be
 * stopped anywhere and done again, by several processes: each document is inserted once, and the mark that says it is done
 * comes last. The old collections stay as they are and are not read again. Returns how many people there were.
 */
export async function migratePeople(
  connection: Connection,
  model: Model<PersonDocument>,
  marks: Model<MigrationDocument>,
  tenant: string,
  at: number,
  sealer: Sealer,
): Promise<number> {
  const mark = derivedId(tenant, 'people');
  if (await marks.exists({ _id: mark })) return 0;
  const old = await readOld(connection, tenant);
  const states = baselines(old, at);
  for (const state of states) await insertBaseline(model, tenant, state, at, sealer);
  await insertOnce(marks, { _id: mark, tenant, at });
  return states.length;
}

async function readOld(connection: Connection, tenant: string): Promise<Old> {
  const all = async <T>(name: string, row: z.ZodType<T>, filter: object = {}): Promise<readonly T[]> => {
    const documents = await connection
      .collection(name)
      .find({ tenant, ...filter })
      .toArray();
    return documents.map((document) => row.parse(document));
  };

  return {
    people: await all('people', personRow),
    addresses: await all('addresses', addressRow),
    accounts: await all('accounts', accountRow),
    waiting: await all('waiting_people', waitingPerson),
    unlinked: await all('journal', unlinkRow, { event: 'unlink' }),
  };
}

/** Everybody whom the old collections know, as they were then. Pure. */
export function baselines(old: Old, at: number): readonly Omit<PersonState, 'version'>[] {
  const ids = new Set([...old.people, ...old.addresses, ...old.accounts].map(({ person }) => person));
  return [...ids].sort().map((id) => {
    const addresses = old.addresses.filter(({ person }) => person === id);
    const label = old.people.find(({ person }) => person === id)?.email ?? addresses[0]?.address ?? null;
    const accounts = old.accounts.filter(({ person }) => person === id);
    return {
      id,
      email: label,
      addresses: addresses.map((one) => addressOf(one, at)),
      bindings: [...ended(old, id), ...accounts.map(bindingOf)].sort((one, other) => one.from - other.from),
      waiting: old.waiting.filter((one) => homeOf(one, old) === id),
      moving: null,
    };
  });
}

function addressOf({ address, proved }: Old['addresses'][number], at: number): HeldAddress {
  const state = !proved ? 'typed' : address.includes('@') ? 'proved' : 'declared';
  return { address, state, from: at, releasedAt: null, by: null, again: false };
}

function bindingOf({ account: of, how, email, name, boundAt, outsideSince }: Old['accounts'][number]): Binding {
  return { account: of, how, email, name, from: boundAt, to: null, outsideSince };
}

/** Links that were taken away: the journal says when they were made and when they ended. */
function ended({ unlinked }: Old, id: PersonId): readonly Binding[] {
  return unlinked.flatMap(({ subjectId, at: to, facts }) => {
    const of = parseAccountKey(facts.account);
    if (subjectId !== id || of === null) return [];
    return { account: of, how: 'code', email: null, name: facts.name, from: facts.since, to, outsideSince: null };
  });
}

/** With whom an old entry of the waiting list stands now; null: it is about nobody any more. */
function homeOf({ account: of, newEmail, why }: Old['waiting'][number], { accounts, addresses }: Old): PersonId | null {
  if (why === 'taken') return addresses.find(({ address }) => address === newEmail)?.person ?? null;
  const found = accounts.find(
    ({ account: one }) => one.platform === of.platform && one.workspace === of.workspace && one.user === of.user,
  );
  return found?.person ?? null;
}

async function insertBaseline(
  model: Model<PersonDocument>,
  tenant: string,
  state: Omit<PersonState, 'version'>,
  at: number,
  sealer: Sealer,
): Promise<void> {
  const facts = {
    command: `person/${state.id}/1`,
    what: 'baseline',
    ...asFacts({ person: state.id, version: 1, changes: [{ change: 'baseline', state }] }),
  };
  const after = evolvePerson(null, { facts });
  const event = personEvent.parse({
    event: 'baseline',
    n: 1,
    at,
    actor: 'system',
    actorId: null,
    subject: state.email ?? state.id,
    subjectId: state.id,
    entitlement: null,
    because: [],
    facts,
    text: null,
    via: 'system',
  });
  await insertOnce(model, {
    _id: personDocumentId(tenant, state.id),
    tenant,
    ...fieldsOf(after),
    events: [event],
    seals: sealEvents(sealer, 'person', tenant, state.id, [event]),
    outbox: [{ kind: 'journal', n: 1, at }],
  });
}
