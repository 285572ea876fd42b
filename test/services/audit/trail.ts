import type { Access } from '../../../src/domain/access.ts';
import { dueAt, isOpen } from '../../../src/domain/access.ts';
import type { AccessEvent, ChainEntry, TenantEvent } from '../../../src/domain/events/index.ts';
import { fold } from '../../../src/domain/events/index.ts';
import { entitlementKey } from '../../../src/domain/entitlement.ts';
import type { FoundAccess, RecordStore } from '../../../src/ports/record.ts';
import type { Store } from '../../../src/ports/store.ts';
import { linkEntries } from '../../../src/services/audit/entry.ts';

const start = Date.UTC(2026, 0, 5, 9, 0, 0);
export const anHourLater = start + 3_600_000;

const people = { grace: 'person-grace', hugo: 'person-hugo' };

function accessEvent(
  n: number,
  event: AccessEvent['event'],
  facts: object,
  more: Partial<Omit<AccessEvent, 'event' | 'facts'>> = {},
): AccessEvent {
  const made = {
    n,
    event,
    at: start + n * 1000,
    actor: 'grace@acme.test',
    actorId: people.grace,
    subject: 'hugo@acme.test',
    subjectId: people.hugo,
    entitlement: 'role:mdm-eu/Reader',
    because: [{ rule: 'R5', sentence: 'An Administrator may — “define” permissions.' }],
    facts: { command: `command-${n}`, configuration: 'c'.repeat(64), ...facts },
    text: null,
    via: 'slack',
    ...more,
  };
  return made as AccessEvent;
}

/** Asked for, approved, started and expired: what one access looks like in real life. */
export function lifeOfAnAccess(): AccessEvent[] {
  const ask = {
    id: 'ask-1',
    kind: 'start',
    durationMs: 60_000,
    stages: [{ of: { kind: 'authority' }, count: 1 }],
    heardAt: start,
    lapsesAt: start + 86_400_000,
  };
  const basis = { kind: 'access', access: 'access-0', until: null, sentence: 'Administrator of mdm-eu.' };
  const asked = {
    actor: 'hugo@acme.test',
    actorId: people.hugo,
    text: { salt: 'ab'.repeat(16), value: 'Größe: 12″ 🖥' },
  };
  return [
    accessEvent(1, 'requested', { ask }, asked),
    accessEvent(2, 'approved', { ask: 'ask-1', basis, stage: 0, account: null, complete: true }),
    accessEvent(
      3,
      'started',
      { ask: 'ask-1', until: start + 63_000, bases: [basis] },
      { actor: 'system', actorId: null },
    ),
    accessEvent(4, 'expired', {}, { actor: 'system', actorId: null, via: 'clock' }),
  ];
}

export function tenantEvent(n: number): TenantEvent {
  return {
    n,
    key: `configuration/${n}`,
    event: 'configuration',
    at: start + n,
    actor: 'system',
    actorId: null,
    subject: null,
    subjectId: null,
    entitlement: null,
    because: [],
    facts: { command: `configuration/${n}`, hash: 'd'.repeat(64) },
    text: null,
    via: 'config',
  };
}

export interface Trail {
  chain: ChainEntry[];
  accesses: Access[];
  journal: TenantEvent[];
}

/** A whole trail: two tenant events around one access's life. */
export function wholeTrail(): Trail {
  const events = lifeOfAnAccess();
  const journal = [tenantEvent(1), tenantEvent(2)];
  const first = linkEntries('main', null, journal.slice(0, 1), null);
  const second = linkEntries('main', 'access-1', events, first.at(-1)!);
  const third = linkEntries('main', null, journal.slice(1), second.at(-1)!);
  const access = fold(events, { id: 'access-1', tenant: 'main' });
  return { chain: [...first, ...second, ...third], accesses: [{ ...access!, version: 4 }], journal };
}

/** A store that holds a trail and nothing else: what the verification and the export read. */
export function storeOf({ chain, accesses, journal }: Trail, tenants: readonly string[] = []): Store {
  const found = <T>(value: T) => ({ key: 'key', value });
  async function* paged<T>(all: readonly T[]): AsyncGenerator<readonly T[]> {
    yield await Promise.resolve(all);
  }
  const none = () => Promise.resolve([]);
  const record: RecordStore = {
    entries: () => paged(chain.map((entry) => found({ entry, seal: 'none' as const }))),
    foreignSeal: () => Promise.resolve(null),
    sealedSince: () => Promise.resolve(null),
    isSealedFromStart: () => Promise.resolve(false),
    strayEntries: none,
    entriesOf: (ids) =>
      Promise.resolve(chain.filter(({ access }) => access !== null && ids.includes(access)).sort((a, b) => a.n - b.n)),
    access: () => Promise.resolve(null),
    accesses: () => paged(accesses.map((access) => found(foundAccess(access)))),
    stored: (ids) => Promise.resolve(new Set(ids.filter((id) => accesses.some((access) => access.id === id)))),
    voidFrom: (ids) => Promise.resolve(new Map(ids.map((id) => [id, null]))),
    journal: () => paged(journal.map((event) => found({ ...event, isInPlace: true, seal: 'none' as const }))),
    strayJournal: none,
    recorded: () => Promise.resolve(new Set()),
    recordedUnder: none,
    recordedUnderEach: () => Promise.resolve(new Map()),
    people: () => paged([]),
    peopleStored: (ids) => Promise.resolve(new Set(ids)),
    fencesOf: none,
    fences: () => paged([]),
    targets: () => paged([]),
    targetsStored: () => Promise.resolve(new Set()),
    catalogues: none,
    tenants: () => Promise.resolve(tenants),
  };
  const walk = async function* (from = 1) {
    yield* await Promise.resolve(chain.filter(({ seq }) => seq >= from));
  };
  return { record, chain: { walk } } as unknown as Store;
}

/** An access as it lies in its document. */
export function foundAccess(access: Access): FoundAccess {
  return {
    access,
    derived: {
      _id: `main/${access.id}`,
      entitlementKey: entitlementKey(access.entitlement),
      open: isOpen(access),
      dueAt: dueAt(access),
      createdAt: access.events[0]?.at ?? 0,
    },
    expectedKey: `main/${access.id}`,
    outbox: [],
    targets: [],
    notes: 0,
    voidFrom: null,
    seals: access.events.map(() => 'none'),
  };
}
