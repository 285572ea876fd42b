import type { Access, Ask } from '../../src/domain/access.ts';
import type {
  AccessEvent,
  AccessEventName,
  ChainEntry,
  EventBody,
  FactsOf,
  TenantEvent,
} from '../../src/domain/events/index.ts';
import { entitlementKey } from '../../src/domain/entitlement.ts';
import type { Account } from '../../src/domain/identity.ts';
import type { LinkRecord } from '../../src/ports/links.ts';
import type { OutboxEntry } from '../../src/ports/access.ts';
import type { CardRecord } from '../../src/ports/messages.ts';
import type { WaitingPerson } from '../../src/ports/people.ts';
import type { Delivery, EndpointRecord } from '../../src/ports/webhooks.ts';

export const account = (user: string, workspace = 'T1', platform = 'slack'): Account => ({ platform, workspace, user });

export type EventChange = Partial<Omit<AccessEvent, 'event' | 'facts'>> & {
  readonly event?: AccessEvent['event'];
  readonly facts?: object;
};

const basis = { kind: 'implicit', access: null, until: null, sentence: 'Ada administers ACME production.' } as const;
const terms = { id: 'ask-1', kind: 'start', durationMs: 3_600_000, heardAt: 990, lapsesAt: 5_000 } as const;
const stages = [{ of: { kind: 'authority' }, count: 1 }] as const;
const decision = { ask: 'ask-1', stage: 0, basis, account: null } as const;

/** What events say besides what every one does. */
const factsOf: { readonly [Name in AccessEventName]: FactsOf<Name> } = {
  requested: { ask: { ...terms, stages } },
  joined: {
    ask: 'ask-1',
    asker: 'a-1',
    by: { id: 'client:gateway', label: 'client:gateway' },
    system: { owners: [], asker: 'a-1' },
  },
  withdrawn: { ask: 'ask-1', askers: ['a-1'] },
  approved: { ...decision, complete: true },
  denied: decision,
  cancelled: { ask: 'ask-1' },
  lapsed: { ask: 'ask-1' },
  started: { ask: 'ask-1', until: null, bases: [basis] },
  extended: { until: null },
  expired: {},
  revoked: { basis, remains: false },
  refused: { code: 'no-authority', asks: 1, sentence: 'No.' },
  imported: {},
};

/** An event with facts that its codec takes; it need not follow from those before it. */
export const event = (n: number, change: EventChange = {}): AccessEvent => {
  const name = change.event ?? (n === 1 ? 'requested' : 'approved');
  const facts = { v: 1, command: `command-${n}`, configuration: 'hash', ...factsOf[name], ...change.facts };
  return { n, ...anyEvent(n), ...change, event: name, facts } as unknown as AccessEvent;
};

const anyEvent = (n: number): EventBody => ({
  event: 'requested',
  at: 1_000 + n,
  actor: 'ada@acme.test',
  actorId: 'ada',
  subject: 'grace@acme.test',
  subjectId: 'grace',
  entitlement: 'console:acme-prod',
  because: [{ rule: 'C4', sentence: 'Ada may decide about ACME production.' }],
  facts: { command: `command-${n}`, terms: { durationMs: 3_600_000, empty: {}, list: [], 'a.dotted': null } },
  text: { salt: '00ff', value: 'because ☎️ <!channel>' },
  via: 'slack',
});

export const ask = (change: Partial<Ask> = {}): Ask => ({
  id: 'ask-1',
  kind: 'start',
  by: { id: 'grace', label: 'grace@acme.test' },
  durationMs: 3_600_000,
  reason: { salt: '00ff', value: 'an incident' },
  stages: [{ of: { kind: 'authority' }, count: 1 }],
  decisions: [
    {
      person: { id: 'ada', label: 'ada@acme.test' },
      account: account('UADA'),
      basis: { kind: 'implicit', access: null, until: null, sentence: 'Ada administers ACME production.' },
      stage: 0,
      verdict: 'approve',
      comment: null,
      at: 1_500,
      void: { at: 1_600, why: 'Ada left' },
    },
  ],
  state: 'open',
  askedAt: 1_000,
  heardAt: 990,
  lapsesAt: 5_000,
  ...change,
});

/** A requested access, never stored: version 1, one event. */
export const requested = (id: string, change: Partial<Access> = {}): Access => ({
  id,
  tenant: 'main',
  version: 1,
  person: { id: 'grace', label: 'grace@acme.test' },
  entitlement: { kind: 'console', product: 'acme-prod' },
  state: 'requested',
  asks: [ask()],
  since: null,
  until: null,
  imported: false,
  endedAt: null,
  events: [event(1)],
  ...change,
});

/** As the store gives back what doesn't follow from its events, such as the made-up accesses here (A9). */
export const doubted = (access: Access): Access => ({ ...access, distrust: 'changed' });

/** An access after one more event, as a decision gives it. */
export function next(access: Access, change: Partial<Access> = {}, with_: EventChange = {}): Access {
  const added = event(access.events.length + 1, with_);
  return { ...access, version: access.version + 1, events: [...access.events, added], ...change };
}

export const outbox = (n: number, at: number, kind: OutboxEntry['kind'] = 'chain'): OutboxEntry => ({
  id: `${n}.${kind}`,
  kind,
  n,
  at,
});

/** An access to an entitlement of its own, so that many of them can be open for one person. */
export const accessTo = (product: string, change: Partial<Access> = {}): Access =>
  requested(`to-${product}`, { entitlement: { kind: 'console', product }, ...change });

export const keyOf = (access: Access): string => entitlementKey(access.entitlement);

export const waitingEntry = (change: Partial<WaitingPerson> = {}): WaitingPerson => ({
  id: 'w1',
  account: account('U1'),
  name: 'Ada',
  person: null,
  oldEmail: null,
  newEmail: 'ada@acme.test',
  why: 'taken',
  how: 'email',
  since: 100,
  ...change,
});

export const tenantEvent = (key: string, change: Partial<TenantEvent> = {}): Omit<TenantEvent, 'n'> => {
  return { ...anyEvent(1), subject: null, entitlement: null, text: null, ...change, event: 'configuration', key };
};

/** `count` linked entries of an access, from `seq`, with made-up hashes. */
export function entries(
  access: string | null,
  count: number,
  { seq = 1, n = 1, prev = '0'.repeat(64), ...change }: Partial<ChainEntry> = {},
): ChainEntry[] {
  const list: ChainEntry[] = [];
  for (let i = 0; i < count; i++) {
    const before = list.at(-1)?.hash ?? prev;
    const number = { tenant: 'main', seq: seq + i, access, n: n + i, textDigest: null };
    list.push({
      ...anyEvent(n + i),
      event: n + i === 1 ? 'requested' : 'approved',
      ...number,
      prev: before,
      hash: `hash-${access ?? 'main'}-${n + i}`,
      ...change,
    });
  }
  return list;
}

export const card = (id: string, change: Partial<CardRecord> = {}): CardRecord => ({
  id,
  kind: 'approval',
  platform: 'slack',
  channel: 'C1',
  access: 'a1',
  ask: 'ask-1',
  from: null,
  to: null,
  person: null,
  ref: null,
  shown: 0,
  attemptedAt: null,
  failed: null,
  ...change,
});

/** A code that Ada of Slack started for account 7 elsewhere, good from 100 to 700. */
export const link = (id: string, change: Partial<LinkRecord> = {}): LinkRecord => ({
  id,
  kind: 'code',
  state: 'open',
  starter: {
    account: account('UADA'),
    reply: { platform: 'slack', user: 'UADA', at: 1, url: null },
    confirmedAt: null,
  },
  other: { account: account('7', '', 'discord'), reply: null, confirmedAt: null },
  secret: { salt: '00ff', hash: 'ff00' },
  email: null,
  unlink: null,
  tries: [],
  at: 100,
  expiresAt: 700,
  agreedAt: null,
  ...change,
});

/** A delivery that nobody has tried yet. */
export function delivery(id: string, change: Partial<Delivery> = {}): Delivery {
  return {
    id,
    endpoint: 'siem',
    lane: 'siem/access/a',
    seq: 1,
    type: 'access.started',
    source: { kind: 'access', access: 'a', n: 1 },
    at: 900,
    createdAt: 1_000,
    state: 'pending',
    nextAt: 1_000,
    tries: 0,
    firstAt: null,
    isReported: false,
    attempts: [],
    ...change,
  };
}

export function endpoint(id: string, change: Partial<EndpointRecord> = {}): EndpointRecord {
  return {
    id,
    declared: {
      id,
      url: 'https://siem.acme.test/',
      secretVariable: 'SIEM',
      events: null,
      entitlements: ['role:mdm-eu/*'],
      network: 'public',
    },
    state: 'on',
    since: 1_000,
    count: 1,
    resumeFrom: null,
    failingSince: null,
    failing: null,
    severalFail: false,
    sparedUntil: null,
    sparedTimes: 0,
    ...change,
  };
}
