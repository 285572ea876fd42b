import type { Model } from 'mongoose';
import type { TenantEvent } from '../../domain/events/index.ts';
import { chainEntry, tenantEvent } from '../../domain/events/index.ts';
import { accountKey } from '../../domain/identity.ts';
import type { FoundAccess, FoundFence, FoundPerson, RecordStore } from '../../ports/record.ts';
import { entryParts } from './chain.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { fieldsOf } from '../people/document.ts';
import { accessNotes, accessRecord, outboxEntries } from '../records/access.ts';
import { catalogueState } from '../records/catalogue.ts';
import { personState } from '../../domain/events/person-change.ts';
import { targetRecord } from '../records/target.ts';
import type { SealedSinceStatement } from '../seals/sealed-since.ts';
import { checkEvent, eventParts, type EventSeal, type Sealer } from '../seals/sealer.ts';
import { find, keyOf, rawOf, type Raw, readAs, strays, walkNumbered, walkTenant } from '../mongo/walk.ts';

/** How many entries at either end of the chain tell whose secret sealed it. */
const sealsLookedAt = 20;

type AnyModel = Pick<Model<never>, 'collection'>;

export interface RecordModels {
  readonly accesses: AnyModel;
  readonly chain: AnyModel;
  readonly journal: AnyModel;
  readonly fences: AnyModel;
  readonly targets: AnyModel;
  readonly catalogue: AnyModel;
  readonly people: AnyModel;
}

/** What `audit verify` reads: every document that a query of one tenant could find, as it stands there. */
export function createRecord(
  models: RecordModels,
  tenant: string,
  sealer: Sealer,
  since: Pick<SealedSinceStatement, 'read'>,
): RecordStore {
  const accesses = rawOf(models.accesses);
  const chain = rawOf(models.chain);
  const journal = rawOf(models.journal);
  const inPlace = (document: Raw, ...parts: readonly unknown[]): boolean =>
    document['tenant'] === tenant && document['_id'] === derivedId(tenant, ...parts.map(String));

  function isSealedByUs({ seal, seq, hash }: Raw): boolean {
    return sealer.check(seal, 'entry', entryParts({ tenant, seq: Number(seq), hash: String(hash) })) === 'right';
  }

  async function* each<T>(pages: AsyncIterable<readonly Raw[]>, read: (document: Raw) => T) {
    for await (const documents of pages) yield documents.map((document) => readAs(document, read));
  }

  function personOf(document: Raw): FoundPerson {
    const state = personState.parse(document);
    const { held, everBound, everHeld, linkedAt, waitingSince } = document;
    const fields = fieldsOf(state);
    const outbox = Array.isArray(document['outbox']) ? (document['outbox'] as { kind?: unknown; at?: unknown }[]) : [];
    return {
      state,
      derived: { held, everBound, everHeld, linkedAt, waitingSince },
      expected: {
        held: fields.held,
        everBound: fields.everBound,
        everHeld: fields.everHeld,
        linkedAt: fields.linkedAt,
        waitingSince: fields.waitingSince,
      },
      unrecordedSince: outbox.reduce<number | null>(
        (oldest, { kind, at }) => (kind === 'journal' ? Math.min(oldest ?? Infinity, Number(at)) : oldest),
        null,
      ),
      isInPlace: inPlace(document, state.id),
    };
  }

  function accessOf(document: Raw): FoundAccess {
    const access = accessRecord.parse(document);
    const { _id, entitlementKey, open, dueAt, createdAt } = document;
    const { targets, notes } = accessNotes.parse(document);
    const seals = Array.isArray(document['seals']) ? (document['seals'] as EventSeal[]) : [];
    return {
      access,
      derived: { _id: String(_id), entitlementKey, open, dueAt, createdAt },
      expectedKey: derivedId(tenant, access.id),
      outbox: outboxEntries.parse(document['outbox']),
      targets,
      notes,
      voidFrom: document['voidFrom'] ?? null,
      seals: access.events.map((event) => checkEvent(sealer, 'access', tenant, access.id, event, seals)),
    };
  }

  function fenceOf(document: Raw): FoundFence {
    const { person, entitlementKey, heardAt } = document;
    if (typeof person !== 'string' || typeof entitlementKey !== 'string' || typeof heardAt !== 'number') {
      throw new Error('it names no person, entitlement or time');
    }
    return { person, entitlement: entitlementKey, heardAt, isInPlace: inPlace(document, person, entitlementKey) };
  }

  /** The journal's events under each of these prefixes, by n. */
  async function eventsUnder(prefixes: readonly string[]): Promise<ReadonlyMap<string, readonly TenantEvent[]>> {
    const found = new Map<string, TenantEvent[]>(prefixes.map((prefix) => [prefix, []]));
    const starts = [...found.keys()].map((prefix) => ({ prefix, start: derivedId(tenant, prefix) })).sort(byStart);
    const [first, last] = [starts[0], starts.at(-1)];
    if (first === undefined || last === undefined) return found;
    // Escaped text has no character beyond the tilde.
    const range = { $gte: first.start, $lt: `${last.start}\u007f` };
    let under = starts.shift();
    for (const document of await find(journal, { _id: range, tenant }, { _id: 1 })) {
      const key = keyOf(document);
      while (under !== undefined && under.start < key && !key.startsWith(under.start)) under = starts.shift();
      if (under === undefined) break;
      const event = key.startsWith(under.start) ? readAs(document, eventOf).value : undefined;
      if (event !== undefined) found.get(under.prefix)?.push(event);
    }
    for (const events of found.values()) events.sort((a, b) => a.n - b.n);
    return found;
  }

  /** Which of these have a document in its place. */
  async function present(collection: typeof accesses, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const keys = ids.map((id) => derivedId(tenant, id));
    const documents = await find(collection, { _id: { $in: keys }, tenant }, { _id: 1 }, 0, { _id: 1 });
    const found = new Set(documents.map(keyOf));
    return new Set(ids.filter((_id, index) => found.has(keys[index] ?? '')));
  }

  return {
    entries: () =>
      each(walkNumbered(chain, tenant, 'seq'), (document) => {
        const entry = entryOf(document);
        return { entry, seal: sealer.check(document['seal'], 'entry', entryParts(entry)) };
      }),
    sealedSince: since.read,
    async isSealedFromStart() {
      const stated = await since.read();
      if (stated !== null) return stated.from === 1;
      const [first] = await find(chain, { tenant, seq: { $gte: 1 } }, { seq: 1 }, 1);
      return typeof first?.['seal'] === 'string';
    },
    async foreignSeal() {
      if (!sealer.isOn()) return null;
      for (const direction of [-1, 1]) {
        // Several, so that one forged entry isn't taken for another secret.
        const sealed = await find(chain, { tenant, seal: { $type: 'string' } }, { seq: direction }, sealsLookedAt);
        const [first] = sealed;
        if (first !== undefined && !sealed.some(isSealedByUs)) return Number(first['seq']);
      }
      return null;
    },
    strayEntries: () => strays(chain, tenant, 'seq'),
    async entriesOf(ids) {
      const documents = await find(chain, { tenant, access: { $in: ids } }, { access: 1, n: 1 });
      return documents.flatMap((document) => readAs(document, entryOf).value ?? []);
    },
    accesses: () => each(walkTenant(accesses, tenant), accessOf),
    async access(key) {
      const [document] = await find(accesses, { _id: key }, { _id: 1 }, 1);
      return document === undefined ? null : readAs(document, accessOf);
    },
    stored: (ids) => present(accesses, ids),
    async voidFrom(ids) {
      const keys = ids.map((id) => derivedId(tenant, id));
      const documents = await find(accesses, { _id: { $in: keys } }, { _id: 1 }, 0, { id: 1, voidFrom: 1 });
      return new Map(documents.map(({ id, voidFrom }) => [String(id), voidFrom ?? null]));
    },
    journal: () =>
      each(walkNumbered(journal, tenant, 'n'), (document) => ({
        ...eventOf(document),
        isInPlace: inPlace(document, document['key']),
        seal: sealer.check(
          document['seal'],
          'event',
          eventParts('journal', tenant, String(document['key']), eventOf(document)),
        ),
      })),
    recorded: (keys) => present(journal, keys),
    recordedUnder: async (prefix) => (await eventsUnder([prefix])).get(prefix) ?? [],
    recordedUnderEach: eventsUnder,
    async fencesOf(wanted) {
      const keys = wanted.map(({ person, entitlement }) => derivedId(tenant, person, entitlement));
      const documents = await find(rawOf(models.fences), { _id: { $in: keys } }, { _id: 1 });
      return documents.flatMap((document) => readAs(document, fenceOf).value ?? []);
    },
    strayJournal: () => strays(journal, tenant, 'n'),
    fences: () => each(walkTenant(rawOf(models.fences), tenant), fenceOf),
    people: () => each(walkTenant(rawOf(models.people), tenant), personOf),
    peopleStored: (ids) => present(rawOf(models.people), ids),
    targets: () =>
      each(walkTenant(rawOf(models.targets), tenant), (document) => {
        const record = targetRecord.parse(document);
        const { account, role, state } = record;
        const agree =
          record.id === `${accountKey(account)}/${role}` &&
          document['accountKey'] === accountKey(account) &&
          document['platform'] === account.platform &&
          document['held'] === (state.given !== null);
        return { ...record, isInPlace: agree && inPlace(document, record.id) };
      }),
    targetsStored: (ids) => present(rawOf(models.targets), ids),
    async catalogues() {
      const documents = await find(
        rawOf(models.catalogue),
        { $or: [{ tenant }, { _id: derivedId(tenant) }] },
        { _id: 1 },
      );
      return documents.map((document) =>
        readAs(document, (one) => ({ ...catalogueState.parse(one), isInPlace: inPlace(one) })),
      );
    },
    async tenants() {
      const found = new Set<string>();
      for (const collection of [chain, accesses]) {
        for (let after = ''; found.size < 100;) {
          const [next] = await find(collection, { tenant: { $gt: after } }, { tenant: 1 }, 1);
          if (next === undefined) break;
          after = String(next['tenant']);
          found.add(after);
        }
      }
      return [...found].sort();
    },
  };
}

function byStart(one: { readonly start: string }, other: { readonly start: string }): number {
  return one.start < other.start ? -1 : Number(one.start > other.start);
}

function entryOf({ _id, seal: _seal, ...entry }: Raw) {
  const read = chainEntry.parse(entry);
  if (_id !== derivedId(read.tenant, String(read.seq)))
    throw new Error(`its _id ${String(_id)} is not that of its number`);
  return read;
}

function eventOf({ _id, tenant: _tenant, seal: _seal, ...event }: Raw) {
  return tenantEvent.parse(event);
}
