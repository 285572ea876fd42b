import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hook } from '../../../src/domain/catalogue.ts';
import type { FactRecord } from '../../../src/domain/reported.ts';
import type { ApiAnswer } from '../../../src/ports/http.ts';
import type { Delivery } from '../../../src/ports/inbound.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createDirectory } from '../../../src/services/directory.ts';
import { createInbound } from '../../../src/services/inbound/index.ts';
import type { Order } from '../../../src/services/access/facts.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { fuzzRuns as runs } from '../../support/fuzz.ts';
import { silent, testSeals } from '../../support/house.ts';
import { hr, shown } from './deliver.ts';

const now = Date.UTC(2026, 10, 22, 12);

/** An access of each scope, so that bindings can be about something. */
const accesses = new Map(
  [
    ['aaaaaaaaaaaa', { kind: 'console', product: 'acme-prod' }],
    ['bbbbbbbbbbbb', { kind: 'role', instance: 'mdm-eu', role: 'Reader' }],
    ['cccccccccccc', { kind: 'console', product: 'other' }],
  ].map(([id, entitlement]) => [id, { id, entitlement, person: { id: 'p', label: 'p' }, state: 'active' }]),
);

/** The handler over a store in memory; what it changes is noted. */
function handler() {
  const deliveries = new Map<string, Delivery>();
  const facts = new Map<string, FactRecord>();
  const changes: string[] = [];
  const store = {
    deliveries: {
      read: (_: string, id: string) => Promise.resolve(deliveries.get(id) ?? null),
      begin(delivery: Omit<Delivery, 'answer'>) {
        const kept = deliveries.get(delivery.id) ?? { ...delivery, answer: null };
        deliveries.set(delivery.id, kept);
        return Promise.resolve(kept);
      },
      settle(_: string, id: string, answer: ApiAnswer) {
        const kept = deliveries.get(id);
        if (kept) deliveries.set(id, { ...kept, answer });
        return Promise.resolve(answer);
      },
    },
    facts: {
      read: (key: string) => Promise.resolve(facts.get(key) ?? null),
      all: () => Promise.resolve([...facts.values()]),
      write(_: number | null, next: FactRecord) {
        facts.set(next.key, next);
        changes.push(next.key);
        return Promise.resolve(true);
      },
    },
    tickets: {
      bind({ access }: { readonly access: string }) {
        changes.push(`ticket ${access}`);
        return Promise.resolve();
      },
      boundTo: () => Promise.resolve(['aaaaaaaaaaaa', 'cccccccccccc']),
    },
    people: {
      meant: () => Promise.resolve([]),
      byEmail: () => Promise.resolve(null),
      ensureEmail(email: string) {
        return Promise.resolve({ id: email, email, accounts: [] });
      },
    },
    journal: { byKeys: () => Promise.resolve([]) },
    accesses: {
      byId: (id: string) => Promise.resolve(accesses.has(id) ? { access: accesses.get(id) } : null),
      redrawCards: none,
    },
  } as unknown as Store;
  const catalogue = testCatalogue();
  const products = [...catalogue.products, { id: 'other', name: 'Other', administrators: [] }];
  const inbound = createInbound(
    {
      store,
      queue: { command: none, isLeft: () => Promise.resolve(false), effect: none, timer: none, ping: none },
      chats: new Map(),
      directory: createDirectory({ ...catalogue, products }),
      clock: { now: () => now, sleep: none },
      ids: { salt: () => 's', secret: () => 's', person: () => 'p' },
      log: silent,
      seals: testSeals,
    },
    {
      perform({ entitlement }: Order) {
        changes.push(`access ${JSON.stringify(entitlement)}`);
        return Promise.resolve({ access: null, events: [], refusal: null, again: false });
      },
      recordPeople: () => Promise.resolve(0),
      journal: none,
      humans: { of: () => Promise.reject(new Error('not asked')) },
      notify: { administrators: none, edit: none },
    },
  );
  return { inbound, changes };
}

const none = () => Promise.resolve();

const product = fc.constantFrom('acme-prod', 'other', 'nothing', 'ACME-PROD', '', '__proto__');
const instance = fc.constantFrom('mdm-eu', 'mdm-us', 'constructor');
const email = fc.oneof(
  fc.constantFrom('ada@acme.test', 'Mia@acme.test', 'x@elsewhere.test', 'root@acme.test'),
  fc.string(),
);
const moment = fc.oneof(
  fc.integer({ min: now - 90_000, max: now + 90_000 }).map((at) => new Date(at).toISOString()),
  fc.constantFrom('yesterday', '', '9999-99-99T00:00:00Z'),
);
const emails = fc.array(email, { maxLength: 6 });
const role = fc.constantFrom('Administrator', 'help desk', 'Berlin crew', 'Boss', '__proto__', 'Deny user listing');
const known = {
  'product.administrators': fc.record({ product, asOf: moment, administrators: emails }),
  'instance.members': fc.record({ instance, asOf: moment, members: fc.dictionary(role, emails, { maxKeys: 4 }) }),
  'item.flags': fc.record({
    instance,
    item: fc.constantFrom('pkg-7', 'pc-12', 'none'),
    asOf: moment,
    allowedForHelpDesk: fc.boolean(),
  }),
  'access.request': fc.record(
    {
      person: email,
      entitlement: fc.oneof(
        fc.constantFrom(
          'console:acme-prod',
          'console:other',
          'role:mdm-eu/Reader',
          'item:mdm-eu/pc-12/write',
          'role:x/y',
        ),
        fc.string(),
      ),
      duration: fc.oneof(fc.constantFrom('2h', 'always', 'soon'), fc.string()),
      reason: fc.string(),
      link: fc.oneof(fc.webUrl(), fc.constantFrom('javascript:alert(1)', 'https://u:p@x.test')),
    },
    { requiredKeys: ['person', 'entitlement'] },
  ),
  'ticket.bind': fc.record({
    access: fc.oneof(fc.constantFrom(...accesses.keys()), fc.string()) as fc.Arbitrary<string>,
    ticket: fc.string({ unit: 'binary' }),
  }),
  'ticket.closed': fc.record({ ticket: fc.string() }),
};

const payload = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.oneof(
      ...Object.entries(known).map(([type, data]) =>
        fc.record({ type: fc.constant(type), data: data as fc.Arbitrary<unknown> }),
      ),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constantFrom(...Object.keys(known), 'toString'), data: fc.anything() }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const body = fc.oneof(
  { weight: 9, arbitrary: payload.map((one) => new TextEncoder().encode(JSON.stringify(one))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }) },
);
const hook: fc.Arbitrary<Hook> = fc.record({
  id: fc.constant('hr'),
  secretVariable: fc.constant('X'),
  products: fc.subarray(['acme-prod']),
  instances: fc.subarray(['mdm-eu']),
  may: fc.subarray([...hr.may]),
  owners: fc.constant([]),
});

describe(`of ${runs} random deliveries`, () => {
  it('each is answered by the contract, and changes only what its hook may change', async () => {
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(hook, body, async (sender, bytes) => {
        const { inbound, changes } = handler();
        const id = createHash('sha256').update(bytes).digest('hex');
        const answer = shown(await inbound.take(sender, id, bytes));
        seen.add(answer.status);
        expect([202, 400, 403, 409]).toContain(answer.status);
        if (answer.status !== 202) expect(changes).toEqual([]);
        for (const change of changes) expect(mayChange(sender, change), change).toBe(true);
      }),
      { numRuns: runs },
    );
    expect([...seen].sort()).toEqual([202, 400, 403]);
  });

  it('none tells what is another’s from what doesn’t exist', async () => {
    const narrow: Hook = { ...hr, products: ['acme-prod'], instances: [] };
    const ask = async (type: string, data: unknown) => {
      const bytes = new TextEncoder().encode(JSON.stringify({ type, data }));
      return shown(await handler().inbound.take(narrow, 'id', bytes));
    };
    const valid = new Date(now).toISOString();
    await fc.assert(
      fc.asyncProperty(emails, role, fc.boolean(), async (list, named, flag) => {
        const facts = { asOf: valid, administrators: list };
        const members = { asOf: valid, members: Object.fromEntries([[named, list]]) };
        const flags = { asOf: valid, item: 'pkg-7', allowedForHelpDesk: flag };
        const pairs = [
          ['product.administrators', { ...facts, product: 'other' }, { ...facts, product: 'none' }],
          ['instance.members', { ...members, instance: 'mdm-eu' }, { ...members, instance: 'none' }],
          ['item.flags', { ...flags, instance: 'mdm-eu' }, { ...flags, instance: 'none' }],
          ['access.request', request('console:other'), request('console:none')],
          ['access.request', request(`role:mdm-eu/${named}`), request(`role:none/${named}`)],
          ['ticket.bind', { access: 'bbbbbbbbbbbb', ticket: 'T' }, { access: 'zzzzzzzzzzzz', ticket: 'T' }],
        ] as const;
        for (const [type, foreign, unknown] of pairs)
          expect(await ask(type, foreign)).toEqual(await ask(type, unknown));
      }),
      { numRuns: 300 },
    );
  });
});

const request = (entitlement: string) => ({ person: 'mia@acme.test', entitlement });

/** What a change names has to lie in the hook's reach and verbs. */
function mayChange({ products, instances, may }: Hook, change: string): boolean {
  const isFact = /^(product|instance|item)\./.test(change);
  if (isFact && !may.includes('facts')) return false;
  if (change.startsWith('ticket ') && !may.includes('ticket')) return false;
  if (change.startsWith('access ') && !may.includes('request') && !may.includes('ticket')) return false;
  if (/other|cccccccccccc/.test(change)) return false;
  const isProduct = change.includes('acme-prod') || change.includes('aaaaaaaaaaaa');
  return isProduct ? products.length > 0 : instances.length > 0;
}
