import { isDeepStrictEqual } from 'node:util';
import type { Model } from 'mongoose';
import canonicalize from 'canonicalize';
import type { Access, Distrust } from '../domain/access.ts';
import type { AccessEvent, ChainEntry } from '../domain/audit-event.ts';
import { entitlementKey } from '../domain/entitlement.ts';
import { fold } from '../domain/evolve.ts';
import type { AccessDocument } from './access-document.ts';
import { entryParts } from './chain.ts';
import { accessRecord } from './records/access.ts';
import { chainEntry } from './records/event.ts';
import { checkEvent, type Sealer } from './sealer.ts';
import { find, rawOf } from './walk.ts';

/** How many accesses that can't be trusted are kept until somebody asks for them. */
const mostDoubts = 1_000;

/**
 * Reads accesses, and tells of each whether it may be decided on (A9): every event has Latchkey's seal, or came into the chain
 * before there were seals, and every field that decisions rest on is what the events say. Asks MongoDB only about events
 * without a seal. Without a secret everything is trusted.
 */
export function createTrusting(chain: Pick<Model<never>, 'collection'>, tenant: string, sealer: Sealer) {
  const entries = rawOf(chain);
  const doubts = new Map<string, Distrust>();
  let sealedFrom: number | null = null;

  async function trusting(documents: readonly AccessDocument[]): Promise<Access[]> {
    const read = documents.map((document) => {
      const access: Access = accessRecord.parse(document);
      return { access, document, unsealed: sealer.isOn() ? unsealed(access, document) : [] };
    });
    const older = await chainedBefore(
      read.flatMap(({ access, unsealed: some }) => (some.length > 0 ? [access.id] : [])),
    );
    return read.map(({ access, document, unsealed: some }) => {
      const isOurs = some.every((event) => older.get(`${access.id}/${event.n}`) === bodyOf(event));
      const distrust = !sealer.isOn() ? null : !isOurs ? 'not-ours' : isVoid(document) ? 'void' : changed(access);
      if (distrust === null) return access;
      if (doubts.size < mostDoubts) doubts.set(access.id, distrust);
      return { ...access, distrust };
    });
  }

  function unsealed(access: Access, { seals }: AccessDocument): readonly AccessEvent[] {
    return access.events.filter((event) => checkEvent(sealer, 'access', tenant, access.id, event, seals) !== 'right');
  }

  /** What the chain says of events of these accesses: entries that are sealed, or were written before the first seal. */
  async function chainedBefore(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const documents = await find(entries, { tenant, access: { $in: ids } }, { access: 1, n: 1 });
    const from = documents.some(({ seal }) => typeof seal !== 'string') ? await firstSealed() : 0;
    return new Map(
      documents.flatMap(({ _id, seal, ...document }) => {
        const entry = chainEntry.safeParse(document).data;
        if (entry === undefined) return [];
        const isTrusted =
          typeof seal === 'string' ? sealer.check(seal, 'entry', entryParts(entry)) === 'right' : entry.seq < from;
        return isTrusted ? [[`${entry.access}/${entry.n}`, bodyOf(entry)] as const] : [];
      }),
    );
  }

  /** The number of the first entry with a seal; never changes once there is one. */
  async function firstSealed(): Promise<number> {
    if (sealedFrom !== null) return sealedFrom;
    const [first] = await find(entries, { tenant, seal: { $type: 'string' } }, { seq: 1 }, 1);
    if (first === undefined) return Infinity;
    sealedFrom = Number(first['seq']);
    return sealedFrom;
  }

  return {
    trusting,
    /** The accesses that were found not to be trusted since this was last asked. */
    takeDoubts: (): readonly { readonly id: string; readonly why: Distrust }[] => {
      const found = [...doubts].map(([id, why]) => ({ id, why }));
      doubts.clear();
      return found;
    },
  };
}

export type Trusting = ReturnType<typeof createTrusting>;

function isVoid({ voidFrom }: AccessDocument): boolean {
  return typeof voidFrom === 'number';
}

/** Whether the fields that decisions rest on differ from what the events say. */
function changed(access: Access): 'changed' | null {
  try {
    const folded = fold(access.events, access);
    return folded !== null && isDeepStrictEqual(decisive(folded), decisive(access)) ? null : 'changed';
  } catch {
    return 'changed';
  }
}

/** Typed text is left out: it may be erased, and nothing is decided by it. */
function decisive({ tenant, person, entitlement, state, since, until, imported, endedAt, asks }: Access) {
  const weighed = asks.map(({ reason: _reason, decisions, ...ask }) => ({
    ...ask,
    decisions: decisions.map(({ comment: _comment, ...decision }) => decision),
  }));
  return JSON.parse(
    canonicalize({
      tenant,
      person: person.id,
      key: entitlementKey(entitlement),
      state,
      since,
      until,
      imported,
      endedAt,
      weighed,
    }) ?? '',
  ) as unknown;
}

function bodyOf(event: AccessEvent | ChainEntry): string {
  const { n, event: name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via } = event;
  return canonicalize({ n, name, at, actor, actorId, subject, subjectId, entitlement, because, facts, via }) ?? '';
}
