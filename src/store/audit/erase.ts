import type { TypedText } from '../../domain/events/index.ts';
import type { EraseOf, EraseStore, FoundTexts } from '../../ports/erase.ts';
import type { WaitingNotice } from '../../ports/messages.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { concerns, eachOnce, holds, isText, redact, withoutTexts } from './erase-texts.ts';
import { eventNoticeOf } from '../../domain/notice-id.ts';
import { goingThrough } from '../mongo/errors.ts';
import { waitingNotice } from '../records/notice.ts';
import { isNoticeOurs, sealNotice } from '../seals/notice.ts';
import type { Sealer } from '../seals/sealer.ts';
import { keyOf, rawOf, type Raw, walkNumbered, walkTenant } from '../mongo/walk.ts';

type AnyModel = { readonly collection: unknown };

/** The driver's types know nothing of our fields. */
const where = (filter: object): never => filter as never;

export interface EraseModels {
  readonly accesses: AnyModel;
  readonly chain: AnyModel;
  readonly journal: AnyModel;
  readonly stash: AnyModel;
  readonly notices: AnyModel;
  readonly cards: AnyModel;
}

/** Tries to write between other writers of the same access. */
const maxTries = 50;
/** How many documents one write names. */
const batch = 500;

/** Finds and erases typed text of one tenant. Walks whole collections, a page at a time: it is rarely asked for. */
export function createErase(models: EraseModels, tenant: string, sealer: Sealer): EraseStore {
  const accesses = rawOf(models.accesses);
  const chain = rawOf(models.chain);
  const journal = rawOf(models.journal);
  const stash = rawOf(models.stash);
  const notices = rawOf(models.notices);
  const cards = rawOf(models.cards);
  const accessKey = (id: string): string => derivedId(tenant, id);

  async function chainedN(access: string | null): Promise<number> {
    const newest = await chain.findOne(where({ tenant, access }), { sort: { n: -1 }, projection: { n: 1 } });
    return Number((newest as Raw | null)?.['n'] ?? 0);
  }

  /** Accesses that have anything of these. */
  async function* candidates(of: EraseOf): AsyncIterable<Raw> {
    if (of.what === 'access') {
      const document = await accesses.findOne(where({ _id: accessKey(of.id) }));
      if (document !== null) yield document;
      return;
    }
    for await (const page of walkTenant(accesses, tenant)) {
      for (const document of page) {
        if (withoutTexts(document, of, Infinity).texts > 0) yield document;
      }
    }
  }

  async function* concerned(collection: typeof chain, field: string, of: EraseOf): AsyncIterable<Raw> {
    for await (const page of walkNumbered(collection, tenant, field)) {
      yield* page.filter((document) => isText(document['text']) && concerns(of, document));
    }
  }

  async function find(of: EraseOf): Promise<FoundTexts> {
    const found: { id: string; texts: number }[] = [];
    const values: TypedText[] = [];
    let unchained = 0;
    for await (const document of candidates(of)) {
      const id = String(document['id']);
      const erased = withoutTexts(document, of, await chainedN(id));
      if (erased.texts > 0) found.push({ id, texts: erased.texts });
      values.push(...erased.values);
      unchained += erased.unchained;
    }
    const keys: string[] = [];
    const chained = await chainedN(null);
    for await (const document of concerned(journal, 'n', of)) {
      if (Number(document['n']) > chained) {
        unchained++;
        continue;
      }
      keys.push(String(document['key']));
      values.push(document['text'] as TypedText);
    }
    const entries: number[] = [];
    for await (const document of concerned(chain, 'seq', of)) {
      entries.push(Number(document['seq']));
      values.push(document['text'] as TypedText);
    }
    return { accesses: found, journal: keys, entries, values: eachOnce(values), unchained };
  }

  async function unchained(of: EraseOf): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const document of candidates(of)) {
      const id = String(document['id']);
      if (withoutTexts(document, of, await chainedN(id)).unchained > 0) ids.push(id);
    }
    return ids;
  }

  async function eraseAccess(id: string, of: EraseOf, at: number): Promise<void> {
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const chained = await chainedN(id);
      const document = (await accesses.findOne(where({ _id: accessKey(id) }))) as Raw | null;
      if (document === null) return;
      const { events, asks, texts } = withoutTexts(document, of, chained);
      if (texts === 0) return;
      const { version, notes = null } = document;
      const next = Number(notes ?? 0) + 1;
      const entry = { id: `t${next}.cards`, kind: 'cards', n: events.length, at };
      // The version goes up, so that nobody who read the access before writes the texts back.
      const written = await accesses.updateOne(where({ _id: accessKey(id), version, notes }), {
        $set: { events, asks, notes: next, version: Number(version) + 1 },
        $push: { outbox: entry },
      });
      if (written.matchedCount === 1) return;
    }
    throw new Error(`Access ${id} is written by too many at once: run the command again`);
  }

  async function messagesOf(seqs: readonly number[], toldOf: ReadonlySet<string>): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const page of walkTenant(cards, tenant)) {
      for (const { id, kind, from, to, ref = null, erasing } of page) {
        const isAudit = kind === 'audit' && seqs.some((seq) => seq >= Number(from) && seq <= Number(to));
        const isTold = kind === 'notice' && ref !== null && toldOf.has(eventNoticeOf(String(id))?.access ?? '');
        if (erasing === true || isAudit || isTold) ids.push(String(id));
      }
    }
    return ids;
  }

  async function holding(collection: typeof stash, field: string, values: readonly string[]) {
    const keys: string[] = [];
    if (values.length === 0) return keys;
    for await (const page of walkTenant(collection, tenant)) {
      for (const document of page) if (holds(readable(document[field]), values)) keys.push(keyOf(document));
    }
    return keys;
  }

  async function eraseNotice(_id: string, values: readonly string[]): Promise<void> {
    const notice = (await notices.findOne(where({ _id }))) as Raw | null;
    if (notice === null) return;
    const { message, seal = null } = notice;
    const read = waitingNotice.safeParse(notice).data;
    const isOurs = read !== undefined && isNoticeOurs(sealer, tenant, read, seal);
    const left = redact(message, values) as WaitingNotice['message'];
    // What somebody else wrote doesn't become ours by it.
    const sealed = isOurs ? sealNotice(sealer, tenant, { ...read, message: left }) : seal;
    await notices.updateOne(where({ _id }), { $set: { message: left, seal: sealed } as never });
  }

  async function inBatches<T>(all: readonly T[], write: (some: readonly T[]) => Promise<unknown>): Promise<void> {
    for (let start = 0; start < all.length; start += batch) await write(all.slice(start, start + batch));
  }

  return {
    unchained: (of) => goingThrough('looking for what is not chained', () => unchained(of)),
    find: (of) => goingThrough('looking for typed text', () => find(of)),
    copies: ({ accesses: told, entries, values }) =>
      goingThrough('looking for copies of typed text', async () => {
        const texts = values.map(({ value }) => value);
        return {
          stash: await holding(stash, 'text', texts),
          notices: await holding(notices, 'message', texts),
          messages: await messagesOf(entries, new Set(told.map(({ id }) => id))),
        };
      }),
    eraseCopies: (copies, values) =>
      goingThrough('erasing copies of typed text', async () => {
        const texts = values.map(({ value }) => value);
        await inBatches(copies.stash, (ids) => stash.deleteMany(where({ _id: { $in: ids } })));
        for (const id of copies.notices) await eraseNotice(id, texts);
      }),
    eraseAccess: (id, of, at) => goingThrough(`erasing the texts of access ${id}`, () => eraseAccess(id, of, at)),
    eraseJournal: (keys) =>
      goingThrough("erasing texts of the tenant's own events", () =>
        inBatches(keys, (some) =>
          journal.updateMany(where({ _id: { $in: some.map((key) => derivedId(tenant, key)) } }), {
            $set: { text: null } as never,
          }),
        ),
      ),
    holdMessages: (ids) =>
      goingThrough('holding audit messages', () =>
        inBatches(ids, (some) =>
          cards.updateMany(where({ _id: { $in: some.map((id) => derivedId(tenant, id)) } }), {
            $set: { erasing: true } as never,
          }),
        ),
      ),
    eraseEntries: (seqs) =>
      goingThrough('erasing texts of the audit chain', () =>
        inBatches(seqs, (some) =>
          chain.updateMany(where({ tenant, seq: { $in: some } }), { $set: { text: null } as never }),
        ),
      ),
    releaseMessages: () =>
      goingThrough('having audit messages edited', async () => {
        const held = where({ tenant, erasing: true });
        const change = { $set: { erasing: false, outdated: true }, $inc: { erasures: 1 } };
        await cards.updateMany(held, change);
      }),
  };
}

/** What the stash has is JSON where it is more than a word. */
function readable(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
