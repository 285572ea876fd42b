import type { Model } from 'mongoose';
import type { Access } from '../../domain/access.ts';
import { accessesByPerson, isInForce, isOpen, startAsk } from '../../domain/access.ts';
import { entitlementKey, type EntitlementKey } from '../../domain/entitlement.ts';
import type { PersonId } from '../../domain/identity.ts';
import type { AccessStore, EventToChain, StoredAccess } from '../../ports/access.ts';
import { noteTarget, redrawCards } from './notes.ts';
import { type AccessDocument, accessDocumentId } from './document.ts';
import { idRange } from '../mongo/derived-id.ts';
import type { Trusting } from './distrust.ts';
import type { SetBack } from './set-back.ts';
import { asking, goingThrough } from '../mongo/errors.ts';
import { accessNotes, accessRecord, outboxEntries } from '../records/access.ts';
import { foundAccessEvent } from '../../domain/events/index.ts';
import { saveAccess } from './save.ts';
import { checkEvent, type Sealer } from '../seals/sealer.ts';

type Accesses = Omit<AccessStore, 'fence' | 'fenceAt'>;

/** How many accesses `all` reads at once. */
const page = 200;
/** The most people that one command names: each is an access. */
const longestList = 20;
/** Greater than every character: a key that begins with a prefix is less than the prefix with this behind it. */
const last = '\u{10FFFF}';

/** Accesses of one tenant. Rows come back as plain domain values, checked. */
export function createAccesses(
  model: Model<AccessDocument>,
  tenant: string,
  sealer: Sealer,
  { trusting, takeDoubts }: Trusting,
  setBack: Pick<SetBack, 'note' | 'look'>,
  /** Called where somebody wrote first: what was read for the decision has to be read again. */
  overtaken: () => void,
): Accesses {
  const many = (documents: readonly unknown[]): readonly Access[] => documents.map((one) => accessRecord.parse(one));

  /** What `byId` gave, as MongoDB has it. */
  const documents = new WeakMap<StoredAccess, AccessDocument>();

  async function byId(id: string): Promise<StoredAccess | null> {
    const document = await model.findOne({ _id: accessDocumentId(tenant, id) }).lean();
    if (!document) return null;
    const [access] = await trusting([document]);
    if (access === undefined) return null;
    const { targets, notes } = accessNotes.parse(document);
    const outbox = outboxEntries.parse(document.outbox);
    const stored: StoredAccess = { access, outbox, targets, revision: access.events.length + notes };
    documents.set(stored, document);
    return stored;
  }

  async function open(person: PersonId, entitlement: EntitlementKey): Promise<Access | null> {
    const document = await model
      .findOne({ tenant, 'person.id': person, entitlementKey: entitlement, open: true })
      .lean();
    return document && ((await trusting([document]))[0] ?? null);
  }

  async function madeAndOpen(id: string, person: PersonId, entitlement: EntitlementKey | null) {
    const _id = accessDocumentId(tenant, id);
    const theirs = { tenant, 'person.id': person, open: true, ...(entitlement && { entitlementKey: entitlement }) };
    // Each names its tenant and has an index of its own.
    const accesses = await trusting(await model.find({ $or: [{ _id }, theirs] }).lean());
    const isTheirs = (one: Access): boolean =>
      one.person.id === person &&
      isOpen(one) &&
      (entitlement ?? entitlementKey(one.entitlement)) === entitlementKey(one.entitlement);
    return { made: accesses.find((one) => one.id === id) ?? null, open: accesses.filter(isTheirs) };
  }

  async function openUnder(prefixes: readonly string[]): Promise<readonly Access[]> {
    const found = await Promise.all(
      prefixes.map((prefix) =>
        model
          .find({ tenant, open: true, entitlementKey: { $gte: prefix, $lt: `${prefix}${last}` } })
          .sort({ entitlementKey: 1 })
          .lean(),
      ),
    );
    const once = new Map(found.flat().map((document) => [document.id, document]));
    return trusting([...once.values()]);
  }

  async function unsent(before: number, limit: number) {
    const documents = await model
      .find({ tenant, 'outbox.at': { $lt: before } }, { id: 1, outbox: 1 })
      .sort({ 'outbox.at': 1 })
      .limit(limit)
      .lean();
    return documents.map(({ id, outbox }) => ({ id, n: Math.min(...outbox.map((entry) => entry.n)) }));
  }

  function eventsAfter(
    { id, events, seals, voidFrom = Infinity }: Pick<AccessDocument, 'id' | 'events' | 'seals' | 'voidFrom'>,
    after: number,
  ): readonly EventToChain[] {
    return events
      .filter(({ n }) => n > after)
      .map((one) => {
        const event = foundAccessEvent.parse(one);
        const seal = checkEvent(sealer, 'access', tenant, id, event, seals);
        return { event, isVoid: event.n >= voidFrom, isOurs: seal === 'right' || !sealer.isOn() };
      });
  }

  async function* all(): AsyncIterable<Access> {
    const { from, to } = idRange(tenant);
    for (let after = from; ;) {
      const start = after;
      const documents = await goingThrough('reading every access', () =>
        model
          .find({ _id: { $gt: start, $lt: to } })
          .sort({ _id: 1 })
          .limit(page)
          .lean(),
      );
      yield* many(documents);
      const final = documents.at(-1);
      if (final === undefined || documents.length < page) return;
      after = final._id;
    }
  }

  return {
    byId: (id) => asking(`reading access ${id}`, () => byId(id)),
    open: (person, entitlement) =>
      asking(`reading the open access of ${person} to ${entitlement}`, () => open(person, entitlement)),
    madeAndOpen: (id, person, entitlement) =>
      asking(`reading access ${id} and what ${person} has open`, () => madeAndOpen(id, person, entitlement)),
    save: (before, after, newEvents, outbox) =>
      asking(`saving access ${after.id}`, () =>
        saveAccess(model, tenant, { before, after, newEvents, outbox }, sealer).then((outcome) => {
          if (outcome === 'saved') setBack.note(after.id, after.events.length);
          else overtaken();
          return outcome;
        }),
      ),
    toChain: (after, read = []) =>
      asking('reading what of accesses is not chained', async () => {
        const known = read.flatMap((one) => documents.get(one) ?? []).filter(({ id }) => after.has(id));
        const ids = [...after.keys()].filter((id) => !known.some((one) => one.id === id));
        const keys = ids.map((id) => accessDocumentId(tenant, id));
        const fields = { id: 1, events: 1, seals: 1, voidFrom: 1 } as const;
        const found = keys.length === 0 ? [] : await model.find({ _id: { $in: keys } }, fields).lean();
        return new Map([...known, ...found].map((one) => [one.id, eventsAfter(one, after.get(one.id) ?? 0)]));
      }),
    voidFrom: (id, n) =>
      asking(`noting that event ${n} of access ${id} is void`, async () => {
        await model.updateOne({ _id: accessDocumentId(tenant, id) }, { $min: { voidFrom: n } });
      }),
    takeDoubts,
    lookForSetBack: (now) =>
      goingThrough('looking for accesses that were set back', async () => {
        if (!sealer.isOn()) return;
        // Read as for a decision, so that they are told of.
        for (const id of await setBack.look(now)) await byId(id);
      }),
    noteTarget: (id, note, at) =>
      asking(`noting what became of a role on access ${id}`, () =>
        noteTarget(model, accessDocumentId(tenant, id), note, at),
      ),
    redrawCards: (id, at) =>
      asking(`having the cards of access ${id} drawn again`, () =>
        redrawCards(model, accessDocumentId(tenant, id), at),
      ),
    refreshCards: (id, at) =>
      asking(`having the cards of access ${id} brought up to date`, async () => {
        const entry = { id: 'again.cards', kind: 'cards' as const, n: 1, at };
        const _id = accessDocumentId(tenant, id);
        await model.updateOne({ _id, 'outbox.id': { $ne: entry.id } }, { $push: { outbox: entry } });
      }),
    done: (id, outboxIds) =>
      asking(`taking ${outboxIds.join(', ')} out of the outbox of access ${id}`, async () => {
        const gone = { outbox: { id: { $in: [...outboxIds] } } };
        await model.updateOne({ _id: accessDocumentId(tenant, id) }, { $pull: gone });
      }),
    openOf: (person) =>
      asking(`reading the open accesses of ${person}`, async () =>
        trusting(await model.find({ tenant, 'person.id': person, open: true }).sort({ entitlementKey: 1 }).lean()),
      ),
    openOfEach: (people) =>
      asking('reading the open accesses of people', async () => {
        const wanted = { tenant, 'person.id': { $in: [...people] }, open: true };
        return accessesByPerson(await trusting(await model.find(wanted).sort({ entitlementKey: 1 }).lean()));
      }),
    openVersions: (people) =>
      asking('reading whose open accesses changed', async () => {
        const found = await model
          .find({ tenant, 'person.id': { $in: [...people] }, open: true }, { id: 1, version: 1, 'person.id': 1 })
          .sort({ entitlementKey: 1 })
          .lean<{ readonly id: string; readonly version: number; readonly person: { readonly id: PersonId } }[]>();
        const versions = new Map(people.map((person) => [person, '']));
        for (const { id, version, person } of found)
          versions.set(person.id, `${versions.get(person.id) ?? ''}${id}:${version} `);
        return versions;
      }),
    allOf: (person, limit) =>
      asking(`reading the accesses of ${person}`, async () =>
        trusting(
          await model.find({ tenant, 'person.id': person }).sort({ createdAt: -1, _id: -1 }).limit(limit).lean(),
        ),
      ),
    activeFor: (entitlements) =>
      asking('reading who has an entitlement', async () =>
        trusting(
          await model
            .find({ tenant, open: true, entitlementKey: { $in: [...entitlements] }, state: 'active' })
            .sort({ entitlementKey: 1 })
            .lean(),
        ),
      ),
    activePage: (entitlements, after, limit) =>
      asking('reading some of those who have an entitlement', async () => {
        const wanted = { tenant, open: true, state: 'active' as const };
        const rest = after === null ? entitlements : entitlements.filter((key) => key > after.entitlement);
        // Each names its tenant and has an index of its own.
        const either = [
          ...(after === null
            ? []
            : [{ ...wanted, entitlementKey: after.entitlement, 'person.id': { $gt: after.person } }]),
          ...(rest.length === 0 ? [] : [{ ...wanted, entitlementKey: { $in: [...rest] } }]),
        ];
        if (either.length === 0) return [];
        const filter = either.length === 1 ? either[0] : { $or: either };
        return trusting(
          await model
            .find({ ...filter })
            .sort({ entitlementKey: 1, 'person.id': 1 })
            .limit(limit)
            .lean(),
        );
      }),
    inForce: (entitlements, now, limit) =>
      asking('reading who has an entitlement', async () => {
        if (entitlements.length === 0) return { accesses: [], total: 0 };
        const filter = {
          tenant,
          open: true,
          entitlementKey: { $in: [...entitlements] },
          state: 'active' as const,
          $or: [{ until: null }, { until: { $gt: now } }],
        };
        const found = await model.find(filter).sort({ entitlementKey: 1 }).limit(limit).lean();
        // Whoever got them all needs no count.
        const total = found.length < limit ? found.length : await model.countDocuments(filter);
        return { accesses: (await trusting(found)).filter((access) => isInForce(access, now)), total };
      }),
    waiting: (limit) =>
      asking('reading what waits', async () =>
        trusting(
          await model
            .find({ tenant, open: true, state: 'requested' })
            .sort({ createdAt: 1, _id: 1 })
            .limit(limit)
            .lean(),
        ),
      ),
    waitingBy: (asker, most) =>
      asking(`reading what ${asker} asked for`, async () => {
        const documents = await model
          .find({ tenant, open: true, state: 'requested', 'asks.by.id': asker }, { id: 1, asks: 1 })
          .limit(most * longestList)
          .lean();
        return documents.flatMap(({ id, asks }) => {
          const ask = startAsk({ asks });
          return ask?.by.id === asker ? [{ id, heardAt: ask.heardAt }] : [];
        });
      }),
    openUnder: (prefixes) => asking('reading the open accesses of a scope', () => openUnder(prefixes)),
    unsent: (before, limit) => asking('looking for what was not sent', () => unsent(before, limit)),
    due: (at, limit) =>
      asking('looking for what is due', async () => {
        const documents = await model
          .find({ tenant, open: true, dueAt: { $lte: at } }, { id: 1, version: 1 })
          .sort({ dueAt: 1 })
          .limit(limit)
          .lean();
        return documents.map(({ id, version }) => ({ id, version }));
      }),
    all,
  };
}
