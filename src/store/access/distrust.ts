import type { Model } from 'mongoose';
import canonicalize from 'canonicalize';
import { type Access, type Distrust, isOpen } from '../../domain/access.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { AccessEvent, ChainEntry } from '../../domain/events/index.ts';
import { chainEntry, fold, isDecodable, recordedBody } from '../../domain/events/index.ts';
import { type AccessDocument, accessDocumentId } from './document.ts';
import type { SetBack } from './set-back.ts';
import { exportEntry, hashedPart } from '../../domain/exported-entry.ts';
import { canonicalHash, isSameJson } from '../../lib/canonical-hash.ts';
import { entryParts } from '../audit/chain.ts';
import { derivedId } from '../mongo/derived-id.ts';
import type { SealedSinceStatement } from '../seals/sealed-since.ts';
import { accessRecord } from '../records/access.ts';
import { checkEvent, type Sealer } from '../seals/sealer.ts';
import { find, type Raw, rawOf } from '../mongo/walk.ts';

/** How many accesses that can't be trusted are kept until somebody asks for them. */
const mostDoubts = 1_000;

/**
 * Reads accesses, and tells of each whether it may be decided on (A9): every event has Latchkey's seal, or came into the chain
 * before there were seals, every field that decisions and queries rest on is what the events say, it lies where it belongs, and it
 * wasn't set back. Asks MongoDB only about events without a seal, and about what had more events before. Without a secret
 * everything is trusted.
 */
export function createTrusting(
  chain: Pick<Model<never>, 'collection'>,
  tenant: string,
  sealer: Sealer,
  since: Pick<SealedSinceStatement, 'from'>,
  setBack: Pick<SetBack, 'among'>,
) {
  const entries = rawOf(chain);
  const doubts = new Map<string, Distrust>();

  async function trusting(documents: readonly AccessDocument[]): Promise<Access[]> {
    const read = documents.map((document) => {
      const access: Access = accessRecord.parse(document);
      return { access, document, unsealed: sealer.isOn() ? unsealed(access, document) : [] };
    });
    const older = await chainedBefore(
      read.flatMap(({ access, unsealed: some }) => (some.length > 0 ? [access.id] : [])),
    );
    const behind = sealer.isOn() ? await setBack.among(documents) : none;
    return read.map(({ access, document, unsealed: some }) => {
      const isOurs = some.every((event) => older.get(`${access.id}/${event.n}`) === bodyOf(event));
      const isMoved = document._id !== accessDocumentId(tenant, access.id) || access.tenant !== tenant;
      const found = { isOurs, isMoved, isSetBack: behind.has(document._id) };
      const distrust = sealer.isOn() ? whyNot(found, document, access) : null;
      if (distrust === null) return access;
      if (doubts.size < mostDoubts) doubts.set(access.id, distrust);
      return { ...access, distrust };
    });
  }

  function unsealed(access: Access, { seals }: AccessDocument): readonly AccessEvent[] {
    return access.events.filter((event) => checkEvent(sealer, 'access', tenant, access.id, event, seals) !== 'right');
  }

  /** What the chain says of events of these accesses: entries that are sealed, or are older than the first seal (A9). */
  async function chainedBefore(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    const documents = await find(entries, { tenant, access: { $in: ids } }, { access: 1, n: 1 });
    const without = documents.filter(({ seal }) => typeof seal !== 'string');
    const older = without.length === 0 ? new Set<unknown>() : await inPlace(without, await since.from());
    return new Map(
      documents.flatMap((document) => {
        const { _id, seal, ...rest } = document;
        const entry = chainEntry.safeParse(rest).data;
        if (entry === undefined) return [];
        const isTrusted =
          typeof seal === 'string'
            ? sealer.check(seal, 'entry', entryParts(entry)) === 'right'
            : older.has(document) && canonicalHash(hashedPart(exportEntry(entry))) === entry.hash;
        return isTrusted ? [[`${entry.access}/${entry.n}`, bodyOf(entry)] as const] : [];
      }),
    );
  }

  /** Those that may have no seal and stand where their number says: linked to the entry before and the one behind. */
  async function inPlace(documents: readonly Raw[], from: number): Promise<ReadonlySet<unknown>> {
    const own = documents.filter(({ _id, seq }) => isSeq(seq) && seq < from && _id === derivedId(tenant, String(seq)));
    if (own.length === 0) return new Set();
    const around = own.flatMap(({ seq }) => [Number(seq) - 1, Number(seq) + 1]);
    const links = { seq: 1, prev: 1, hash: 1 } as const;
    const neighbours = await find(entries, { tenant, seq: { $in: around } }, { seq: 1 }, 0, links);
    const bySeq = new Map(neighbours.map((one) => [one['seq'], one]));
    return new Set(
      own.filter(({ seq, prev, hash }) => {
        const [before, behind] = [bySeq.get(Number(seq) - 1), bySeq.get(Number(seq) + 1)];
        return (seq === 1 || before?.['hash'] === prev) && (behind === undefined || behind['prev'] === hash);
      }),
    );
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

function isSeq(seq: unknown): seq is number {
  return Number.isInteger(seq) && Number(seq) >= 1;
}

export type Trusting = ReturnType<typeof createTrusting>;

const none: ReadonlySet<string> = new Set();

function whyNot(
  found: { readonly isOurs: boolean; readonly isMoved: boolean; readonly isSetBack: boolean },
  document: AccessDocument,
  access: Access,
): Distrust | null {
  if (!found.isOurs) return 'not-ours';
  if (found.isMoved) return 'moved';
  if (found.isSetBack) return 'set-back';
  if (isVoid(document)) return 'void';
  return isFoundElsewhere(document, access) ? 'changed' : changed(access);
}

/** Whether queries find it by something else than it is. */
function isFoundElsewhere({ entitlementKey: key, open, createdAt }: AccessDocument, access: Access): boolean {
  return key !== entitlementKey(access.entitlement) || open !== isOpen(access) || createdAt !== access.events[0]?.at;
}

function isVoid({ voidFrom }: AccessDocument): boolean {
  return typeof voidFrom === 'number';
}

/** Whether the fields that decisions rest on differ from what the events say. */
function changed(access: Access): 'changed' | null {
  if (!access.events.every(isDecodable)) return 'changed';
  try {
    const folded = fold(access.events, access);
    return folded !== null && isSameJson(decisive(folded), decisive(access)) ? null : 'changed';
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
  return {
    tenant,
    person: person.id,
    key: entitlementKey(entitlement),
    state,
    since,
    until,
    imported,
    endedAt,
    weighed,
  };
}

function bodyOf(event: AccessEvent | ChainEntry): string {
  return canonicalize({ n: event.n, ...recordedBody(event) }) ?? '';
}
