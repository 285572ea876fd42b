import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Client } from '../../src/domain/catalogue.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { accessesOf } from '../support/open-house.ts';
import { asker, asCrm, console_, crm, onInstance, start, urn, user } from './asking.ts';

const whole = { subject: user('mia'), ...console_ };
const hour = 3_600_000;

describe('a submission (§ Access Request Submission)', () => {
  it('takes resource and action or items, never both, and each item has to be covered by its denial', async () => {
    const { decide, denialOf, submit, store } = await start();
    const denial = denialOf(await decide(whole));
    const items = [console_, onInstance('create-assets')];
    expect((await submit({ ...whole, items: [{ ...console_, denial }] })).status).toBe(400);
    expect((await submit({ subject: whole.subject, denial })).status).toBe(400);
    // One evaluation’s denial doesn’t cover two items.
    expect(await submit({ subject: whole.subject, items, denial })).toMatchObject({
      status: 400,
      json: { type: urn('invalid_denial_binding') },
    });
    const [one] = items;
    expect(await submit({ subject: whole.subject, items: [{ ...one, denial }, items[1]] })).toMatchObject({
      json: { type: urn('invalid_denial_binding') },
    });
    expect(await accessesOf(store, 'mia')).toEqual([]);
  });

  it('takes a binding token for one item, and no item for somebody else than its subject', async () => {
    const { decide, denialOf, submit, store } = await start();
    const item = { ...console_, denial: denialOf(await decide(whole)) };
    const { subject } = whole;
    expect(await submit({ subject, items: [item, item] })).toMatchObject({
      status: 400,
      json: { type: urn('invalid_denial_binding'), detail: expect.stringContaining('same binding_token') },
    });
    expect(await submit({ subject, items: [{ ...item, subject: user('lena') }] })).toMatchObject({
      status: 400,
      json: { detail: 'items.0.subject is another than the subject of the request.' },
    });
    expect(await accessesOf(store, 'mia')).toEqual([]);
    expect((await submit({ subject, items: [{ ...item, subject }] })).status).toBe(202);
  });

  it('is bound to subject, resource and action alone: the context may be added to, and unknown members are ignored', async () => {
    const { decide, denialOf, submit } = await start();
    const denial = denialOf(await decide({ ...whole, context: { ip: '192.0.2.1', time: '2026-10-22T12:00:00Z' } }));
    const answer = await submit({
      ...whole,
      context: { ip: '198.51.100.7', business_justification: 'Invoices', 'vendor.example.com/case': 7 },
      requested_access: { 'vendor.example.com/role': 'any', emergency: false },
      client: { id: 'x', name: 'X', source: { session_id: 's', 'vendor.example.com/y': {} } },
      denial,
      more: {},
    });
    expect(answer.status).toBe(202);
  });

  it('takes no names of the caller for an authority: who asks is who has the token', async () => {
    const { request, store } = await start();
    const client = { id: 'crm', name: 'crm', source: { session_id: 'admin', integration_id: 'crm' } };
    expect((await request(whole, { client })).status).toBe(202);
    const [access] = await accessesOf(store, 'mia');
    expect(access?.events[0]).toMatchObject({ actor: 'client:gateway' });
  });

  it('is not_requestable where it’s permitted by now, however good its token is', async () => {
    const { decide, denialOf, submit, house } = await start();
    const first = denialOf(await decide(whole));
    const who = [{ kind: 'email', email: 'mia@acme.test' }] as const;
    await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who, duration: '1h' });
    house.pass(1_000);
    const permitted = await submit({ ...whole, denial: first });
    expect(permitted).toMatchObject({ status: 400, json: { type: urn('not_requestable') } });
  });

  it('is 429 with Retry-After beyond the requests of an hour, and the same token works later', async () => {
    const limits = { ...testCatalogue().limits, requestsPerHour: 1 };
    const { request, decide, denialOf, submit, house, store } = await start({ limits });
    expect((await request(whole)).status).toBe(202);
    await house.say('Uada', 'deny', { id: (await accessesOf(store, 'mia'))[0]?.id });
    house.pass(hour - 300_000);
    const denial = denialOf(await decide(whole));
    const refused = await submit({ ...whole, denial });
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(await accessesOf(store, 'mia')).toHaveLength(1);
    house.pass(seconds * 1_000);
    expect((await submit({ ...whole, denial })).status).toBe(202);
  });

  it('is refused without a known token, and for a client that may not request', async () => {
    const blind: Client = { ...asker, id: 'blind', may: ['evaluate'] };
    const { submit, request } = await start({}, [asker, blind]);
    const without = await submit(whole, { authorization: '' });
    expect(without.status).toBe(401);
    expect(without.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect((await request(whole, {}, { authorization: 'Bearer gateway-token-of-the-tests-blind' })).status).toBe(403);
  });
});

describe('what can define permissions (§ Overbroad Approval)', () => {
  const define = { subject: user('mia'), ...onInstance('define-permissions-to-other-users-accounts') };
  const trusted: Client = { ...asker, may: [...asker.may, 'administer'] };

  it('is named only by clients that may, and never chosen', async () => {
    const { decide, denialOf, submit, api, store } = await start({}, [trusted, crm]);
    // Nothing else gives it: the client that may has to name one, the other one isn’t offered anything.
    expect((await decide(define, asCrm)).context).not.toHaveProperty('access_request');
    const denied = await decide(define);
    const url = denied.context.access_request?.request_schema_url ?? '';
    const { json } = await api.get(url.replace('https://latchkey.acme.test', api.url));
    const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(json as object);
    expect(validate({})).toBe(false);
    expect(validate({ requested_access: {} })).toBe(false);
    expect(validate({ requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Editor' } })).toBe(false);
    const named = { requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Administrator' } };
    expect(validate(named)).toBe(true);
    const unnamed = await submit({ ...define, denial: denialOf(denied) });
    expect(unnamed).toMatchObject({ status: 400, json: { detail: expect.stringContaining('name one') } });
    expect(await accessesOf(store, 'mia')).toEqual([]);
    expect((await submit({ ...define, ...named, denial: denialOf(denied) })).status).toBe(202);
    expect((await accessesOf(store, 'mia'))[0]?.entitlement).toMatchObject({ role: 'Administrator' });
  });

  it('can’t be had by naming it instead of what was chosen', async () => {
    const { request, store } = await start();
    const named = { requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Administrator' } };
    const answer = await request({ subject: user('mia'), ...onInstance('create-assets') }, named);
    expect(answer.status).toBe(400);
    // What gives something else can’t be named either.
    const reader = { requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Reader' } };
    expect((await request({ subject: user('mia'), ...onInstance('create-assets') }, reader)).status).toBe(400);
    expect(await accessesOf(store, 'mia')).toEqual([]);
  });
});

describe('an evaluation that presents an approval (§ Completion Semantics)', () => {
  async function approved(one: typeof whole | ReturnType<typeof onReader>, by: string, more: object = {}) {
    const all = await start();
    const { json } = await all.request(one, more);
    const [access] = await accessesOf(all.store, 'mia');
    await all.house.say(by, 'approve', { id: access?.id });
    const { approval } = (await all.look(json.task.id)).json.result;
    return { ...all, approval, access };
  }
  const onReader = () => ({
    subject: user('mia'),
    action: { name: 'reader-access-to-the-entire-system' },
    resource: { type: 'asset', id: 'mdm-eu/pc-12' },
  });

  it('is grant_pending with retry_after until what was granted is seen, then true', async () => {
    const { decide, denialOf, submit, house, store, look } = await start();
    const { json } = await submit({ ...whole, denial: denialOf(await decide(whole)) });
    house.pass(1_000);
    // Looked at just before the approval: that counts for less than a second.
    expect((await decide(whole)).decision).toBe(false);
    await house.say('Uada', 'approve', { id: (await accessesOf(store, 'mia'))[0]?.id });
    const { approval } = (await look(json.task.id)).json.result;
    const soon = await decide({ ...whole, context: { approval } });
    expect(soon).toMatchObject({
      decision: false,
      context: { reason: 'grant_pending', next_action: 'retry', retry_after: 1 },
    });
    house.pass(1_000);
    expect((await decide({ ...whole, context: { approval } })).decision).toBe(true);
  });

  it('is policy_denied where a limit stands against it, and asking again is no use', async () => {
    const named = { requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Reader' } };
    const { decide, house, approval } = await approved(onReader(), 'Ugrace', named);
    house.pass(1_000);
    expect((await decide({ ...onReader(), context: { approval } })).decision).toBe(true);
    const who = [{ kind: 'email', email: 'mia@acme.test' }] as const;
    await house.say('Ugrace', 'grant', { kind: 'item', right: 'no-read', instance: 'mdm-eu', item: 'pc-12', who });
    house.pass(1_000);
    const denied = await decide({ ...onReader(), context: { approval } });
    expect(denied).toMatchObject({ decision: false, context: { reason: 'policy_denied', next_action: 'none' } });
    expect(denied.context).not.toHaveProperty('access_request');
  });

  it('is out_of_scope for anything that the approval doesn’t give, with a fresh access_request', async () => {
    const { decide, house, approval } = await approved(whole, 'Uada');
    house.pass(1_000);
    const elsewhere = { subject: user('mia'), ...onInstance('create-assets'), context: { approval } };
    expect(await decide(elsewhere)).toMatchObject({
      decision: false,
      context: {
        reason: 'out_of_scope',
        next_action: 'request',
        access_request: { binding_token: expect.any(String), expires_at: expect.any(String) },
      },
    });
    // Its own subject, resource and action are in scope (the exact-match baseline), properties or not.
    const own = await decide({ ...whole, context: { approval } });
    expect(own).toMatchObject({ decision: true, context: { approval: { id: approval.id } } });
  });

  it('is decided by the state where it’s permitted anyway, and says nothing of an approval that isn’t for it', async () => {
    const { decide, house, approval } = await approved(whole, 'Uada');
    house.pass(1_000);
    const adas = await decide({ ...whole, subject: user('ada'), context: { approval } });
    expect(adas.decision).toBe(true);
    expect(adas.context).not.toHaveProperty('approval');
  });

  it('ignores an approval of another client, and a state that isn’t ours', async () => {
    const { decide, house, approval } = await approved(whole, 'Uada');
    house.pass(9 * hour);
    const unverifiable = { decision: false, context: { reason: 'approval_unverifiable', next_action: 'none' } };
    expect(await decide({ ...whole, context: { approval } }, asCrm)).toMatchObject(unverifiable);
    for (const state of ['eyJhbGciOiJub25lIn0.e30.', 'x', {}, null, 1]) {
      expect(await decide({ ...whole, context: { approval: { ...approval, state } } })).toMatchObject(unverifiable);
    }
    expect(await decide({ ...whole, context: { approval } })).toMatchObject({
      context: { reason: 'approval_expired', next_action: 'request' },
    });
  });

  it('has a bounded approval also where the access has no end, after which the same is answered without it', async () => {
    const rules = [{ match: {}, stages: [], durationMs: null, maxDurationMs: null, always: true }];
    const { decide, request, look, house, store } = await start({ rules });
    const { json } = await request(whole);
    const [access] = await accessesOf(store, 'mia');
    await house.say('Uada', 'approve', { id: access?.id });
    const { approval } = (await look(json.task.id)).json.result;
    const until = Date.parse(String(approval['approved_until']));
    expect(until - house.now()).toBeLessThanOrEqual(24 * hour);
    expect(until).toBeGreaterThan(house.now());
    house.pass(until - house.now());
    const [with_, without] = [await decide({ ...whole, context: { approval } }), await decide(whole)];
    expect(with_.decision).toBe(without.decision);
    expect(with_.context).not.toHaveProperty('approval');
  });
});

describe('a task (§ Task Status Endpoint, § Access Request Response)', () => {
  it('names approvers only to clients that may see them', async () => {
    const rules = [
      {
        match: { kind: 'console' as const },
        stages: [{ of: { kind: 'people' as const, emails: ['ada@acme.test'] }, count: 1 }],
        durationMs: null,
        maxDurationMs: null,
        always: null,
      },
    ];
    const seeing: Client = { ...crm, may: [...crm.may, 'approvers'] };
    const { request, look, house, store } = await start({ rules }, [asker, seeing]);
    const blind = await request(whole);
    const open = await request(whole, {}, asCrm);
    const shown = async () => [
      JSON.stringify((await look(blind.json.task.id)).json),
      JSON.stringify((await look(open.json.task.id, asCrm)).json),
    ];
    const [hidden, awaiting] = await shown();
    expect(hidden).not.toContain('ada@acme.test');
    expect(awaiting).toContain('"awaiting":["ada@acme.test"]');
    await house.say('Uada', 'approve', { id: (await accessesOf(store, 'mia'))[0]?.id });
    const [still, by] = await shown();
    expect(still).not.toContain('ada@acme.test');
    expect(by).toContain('ada@acme.test');
  });

  it('has an id that can’t be guessed, in items as they were submitted, and no result before it’s approved', async () => {
    const { request, decide, denialOf, submit, look } = await start();
    const one = await request(whole);
    const two = await request({ ...whole, subject: user('hugo') });
    for (const { json } of [one, two]) {
      expect(json.task.id).toMatch(/^arq_[0-9a-f]{64}$/);
      expect(json.task.status_endpoint).toBe(`https://latchkey.acme.test/access/v1/requests/${json.task.id}`);
      expect(json).not.toHaveProperty('result');
    }
    expect(one.json.task.id).not.toBe(two.json.task.id);
    const lena = { subject: user('lena'), ...console_ };
    const { subject, ...item } = lena;
    const bundle = await submit({ subject, items: [{ ...item, denial: denialOf(await decide(lena)) }] });
    const [seen] = (await look(bundle.json.task.id)).json.task.items;
    expect(seen).toEqual({ ...item, status: 'pending' });
  });

  it('is approved only when the whole rule is satisfied, and by nobody who may not (self, owner)', async () => {
    const { request, look, house, store } = await start();
    const { json } = await request(
      { subject: user('mia'), ...onInstance('create-assets') },
      {
        requested_access: { 'latchkey.dev/entitlement': 'role:mdm-eu/Editor' },
      },
    );
    const [access] = await accessesOf(store, 'mia');
    const status = async () => (await look(json.task.id)).json.task.status;
    expect(await house.say('Umia', 'approve', { id: access?.id })).not.toContain('approved');
    await house.say('Ugrace', 'approve', { id: access?.id });
    await house.say('Ugrace', 'approve', { id: access?.id });
    expect(await status()).toBe('pending');
    await house.say('Uada', 'approve', { id: access?.id });
    expect(await status()).toBe('approved');
  });

  it('is forgotten a day after its end and its approval’s, and is then unknown', async () => {
    const { request, look, house, store } = await start();
    const { json } = await request(whole);
    await house.say('Uada', 'deny', { id: (await accessesOf(store, 'mia'))[0]?.id });
    const forget = async () => {
      await house.services.decisions.requests.forget();
      return look(json.task.id);
    };
    expect((await forget()).json.task.status).toBe('denied');
    house.pass(8 * 24 * hour);
    expect(await forget()).toMatchObject({ status: 404, json: { type: urn('unknown_task') } });
  });

  it('leaves a record that tells request, approval and result, with the denied evaluation in its task', async () => {
    const { decide, denialOf, submit, house, store, look } = await start();
    const denial = denialOf(await decide(whole));
    const { json } = await submit({ ...whole, denial });
    const [access] = await accessesOf(store, 'mia');
    await house.say('Uada', 'approve', { id: access?.id });
    await look(json.task.id);
    const task = await store.requests.byId(json.task.id);
    expect(task?.evaluations).toEqual([denial.evaluation_id]);
    const events = (await accessesOf(store, 'mia'))[0]?.events ?? [];
    expect(events.map(({ event }) => event)).toEqual(['requested', 'approved', 'started']);
    expect(events.map(({ actor }) => actor)).toEqual(['client:gateway', 'ada@acme.test', 'system']);
  });
});
