import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src/domain/catalogue.ts';
import { openHouses } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';
import { fuzzRuns } from '../support/fuzz.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { Api } from './open-api.ts';
import { gateway, openApi, token } from './open-api.ts';

const client: Client = { ...gateway, may: ['evaluate', 'request'], owners: ['petra@acme.test'] };
/** May ask about nothing that the catalogue has. */
const narrow: Client = {
  ...client,
  id: 'narrow',
  may: ['evaluate', 'search', 'request'],
  products: [],
  instances: ['mdm-eu'],
};
const asNarrow = { authorization: `Bearer ${token}-narrow` };
const opened = openHouses(['ada', 'mia']);
let open: OpenHouse;
let api: Api;
beforeAll(async () => {
  open = await opened(testCatalogue({ clients: [client, narrow] }));
  api = await openApi(open.house, [client, narrow]);
});
afterAll(() => api.close());

const mia = { type: 'user', id: 'mia@acme.test' };
const entity = fc.oneof(
  fc.constant(mia),
  fc.constant({ type: 'product', id: 'acme-prod' }),
  fc.record({ type: fc.string(), id: fc.string(), properties: fc.jsonValue() }, { requiredKeys: [] }),
  fc.jsonValue(),
);
const denial = fc.record(
  {
    binding_token: fc.oneof(fc.string(), fc.base64String(), fc.constant('eyJhbGciOiJub25lIn0.e30.')),
    evaluation_id: fc.oneof(fc.string(), fc.jsonValue()),
    expires_at: fc.oneof(fc.constant('2030-01-01T00:00:00Z'), fc.string()),
  },
  { requiredKeys: [] },
);
const submission = fc.record(
  {
    subject: entity,
    resource: entity,
    action: fc.oneof(fc.constant({ name: 'console' }), fc.jsonValue()),
    denial: fc.oneof(denial, fc.jsonValue()),
    items: fc.oneof(
      fc.array(fc.record({ resource: entity, action: fc.jsonValue(), denial }), { maxLength: 3 }),
      fc.jsonValue(),
    ),
    context: fc.jsonValue(),
    requested_access: fc.jsonValue(),
    callback: fc.jsonValue(),
    client: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe('random submissions, tasks and approvals', () => {
  it('are never a 500, change nothing, and are refused with problem details', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(submission, fc.jsonValue()), async (body) => {
        const { status, headers } = await api.ask('/access/v1/requests', JSON.stringify(body));
        expect([400, 403, 410]).toContain(status);
        expect(headers.get('content-type')).toContain('application/problem+json');
      }),
      { numRuns: fuzzRuns },
    );
    expect(await open.store.accesses.waiting(10)).toEqual([]);
  });

  it('look alike whether a task never was or isn’t this client’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/), async (id) => {
        const { status, json } = await api.get(`/access/v1/requests/${id}`);
        expect(status).toBe(404);
        expect(json).toMatchObject({ type: 'urn:openid:authzen:access-request:error:unknown_task' });
      }),
      { numRuns: Math.ceil(fuzzRuns / 10) },
    );
  });

  it('change no decision', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (approval) => {
        const whole = { subject: mia, action: { name: 'console' }, resource: { type: 'product', id: 'acme-prod' } };
        const { status, json } = await api.ask('/access/v1/evaluation', { ...whole, context: { approval } });
        expect([status, (json as { decision: boolean }).decision]).toEqual([200, false]);
      }),
      { numRuns: Math.ceil(fuzzRuns / 10) },
    );
  });
});

const named = fc.oneof(fc.constantFrom('console', 'add-users', 'create-assets', '__proto__'), fc.string());
const paths = ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action'] as const;
const question = fc.record(
  {
    subject: entity,
    resource: entity,
    action: fc.oneof(
      named.map((name) => ({ name })),
      fc.jsonValue(),
    ),
    context: fc.jsonValue(),
    evaluations: fc.oneof(
      fc.array(fc.record({ subject: entity, resource: entity }, { requiredKeys: [] }), { maxLength: 3 }),
      fc.jsonValue(),
    ),
    options: fc.jsonValue(),
    page: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

describe(`${fuzzRuns} random questions`, () => {
  it('are never a 500, and change nothing', async () => {
    const all = { ...client, id: 'all', may: ['evaluate', 'search', 'request'] as const };
    const asked = await openApi(open.house, [all]);
    const path = fc.constantFrom(...paths);
    try {
      await fc.assert(
        fc.asyncProperty(path, fc.oneof({ weight: 4, arbitrary: question }, fc.jsonValue()), async (one, body) => {
          expect([200, 400]).toContain((await asked.ask(`/access/v1/${one}`, JSON.stringify(body))).status);
        }),
        { numRuns: fuzzRuns },
      );
    } finally {
      await asked.close();
    }
    expect(await open.store.accesses.waiting(10)).toEqual([]);
  });

  it('don’t tell what is another’s from what doesn’t exist', async () => {
    const person = fc.oneof(
      fc.constantFrom('mia', 'ada', 'nobody').map((name) => `${name}@acme.test`),
      fc.string({ minLength: 1 }),
    );
    const ids = fc.constantFrom(...paths, 'requests');
    await fc.assert(
      fc.asyncProperty(ids, person, named, fc.boolean(), async (path, id, name, isPerson) => {
        fc.pre(name !== '');
        const about = async (product: string) => {
          const body = {
            subject: { type: isPerson ? 'person' : 'user', id },
            action: { name },
            resource: { type: 'product', id: product },
          };
          const { status, json } = await api.ask(`/access/v1/${path}`, body, asNarrow);
          return { status, json: JSON.stringify(json).replaceAll(product, 'PRODUCT') };
        };
        expect(await about('acme-prod')).toEqual(await about('acme-none'));
      }),
      { numRuns: Math.ceil(fuzzRuns / 2) },
    );
  });

  it('with a random token are 401, whatever they ask', async () => {
    const text = fc.oneof(
      fc.constant(''),
      fc.stringMatching(/^[\w.~+/-]{1,60}$/).map((one) => `Bearer ${one}`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths, 'requests', 'requests/x/cancel'),
        text,
        async (path, authorization) => {
          expect((await api.ask(`/access/v1/${path}`, {}, { authorization })).status).toBe(401);
        },
      ),
      { numRuns: Math.ceil(fuzzRuns / 10) },
    );
  });
});
