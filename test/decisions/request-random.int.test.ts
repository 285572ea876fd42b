import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../../src/domain/catalogue.ts';
import { openHouses } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { Api } from './open-api.ts';
import { gateway, openApi } from './open-api.ts';

const client: Client = { ...gateway, may: ['evaluate', 'request'], owners: ['petra@acme.test'] };
const opened = openHouses(['ada', 'mia']);
let open: OpenHouse;
let api: Api;
beforeAll(async () => {
  open = await opened(testCatalogue({ clients: [client] }));
  api = await openApi(open.house, [client]);
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
      { numRuns: 400 },
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
      { numRuns: 100 },
    );
  });

  it('change no decision', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (approval) => {
        const whole = { subject: mia, action: { name: 'console' }, resource: { type: 'product', id: 'acme-prod' } };
        const { status, json } = await api.ask('/access/v1/evaluation', { ...whole, context: { approval } });
        expect([status, (json as { decision: boolean }).decision]).toEqual([200, false]);
      }),
      { numRuns: 100 },
    );
  });
});
