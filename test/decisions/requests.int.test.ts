import { decodeJwt, decodeProtectedHeader } from 'jose';
import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../support/catalogue.ts';
import { cardKind } from '../support/card-kind.ts';
import { accessesOf } from '../support/open-house.ts';
import { asCrm, asker, console_, crm, onInstance, start, urn, user, using } from './asking.ts';

/** The schema of a request, as far as it's looked at here. */
interface Schema {
  readonly properties: {
    readonly requested_access: {
      readonly properties: {
        readonly 'latchkey.dev/entitlement': { readonly enum: readonly string[]; readonly default: string };
      };
    };
  };
}

describe('a requestable denial (§ Requestable Denial Context)', () => {
  it('carries when it expires and a signed token that binds it, and writes nothing', async () => {
    const { decide, store, house } = await start();
    const { decision, context } = await decide({ subject: user('mia'), ...console_ });
    expect(decision).toBe(false);
    expect(Date.parse(context.access_request?.expires_at ?? '') - house.now()).toBe(600_000);
    const jwt = context.access_request?.binding_token ?? '';
    expect(decodeProtectedHeader(jwt)).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) });
    expect(decodeJwt(jwt)).toEqual({
      iss: 'https://latchkey.acme.test',
      aud: 'https://latchkey.acme.test/access/v1/requests',
      iat: expect.any(Number),
      exp: expect.any(Number),
      jti: expect.any(String),
      denial_expires_at: context.access_request?.expires_at,
      evaluation_id: context.evaluation_id,
      client: 'gateway',
      binding_context_members: [],
      subject: user('mia'),
      ...console_,
    });
    expect(await store.accesses.waiting(10)).toEqual([]);
    expect(JSON.stringify(await decide({ subject: user('nina'), ...console_ }))).toContain('access_request');
    expect(await store.people.byEmail('nina@acme.test')).toBeNull();
  });

  it('is only there where it can be requested', async () => {
    const { decide, house, store, api } = await start();
    const isThere = async (whole: object, headers = {}) => 'access_request' in (await decide(whole, headers)).context;
    expect(await isThere({ subject: user('mia'), ...console_ })).toBe(true);
    // Somebody outside the domains, nobody, what doesn’t exist, and a client that may not request.
    for (const subject of [
      { type: 'user', id: 'x@elsewhere.test' },
      { type: 'person', id: 'nobody' },
      { type: 'robot', id: 'r' },
    ])
      expect(await isThere({ subject, ...console_ })).toBe(false);
    expect(await isThere({ subject: user('mia'), ...console_, action: { name: 'fly' } })).toBe(false);
    // Only an Administrator could (R5): never chosen.
    expect(await isThere({ subject: user('mia'), ...onInstance('define-permissions-to-other-users-accounts') })).toBe(
      false,
    );
    // R6: nothing of the default administrator.
    expect(await isThere({ subject: user('root'), ...onInstance('create-assets') })).toBe(false);
    // Barred for a day, by the person.
    const mia = (await store.people.byEmail('mia@acme.test'))!;
    const { request } = using(api, { house });
    const { json } = await request({ subject: user('mia'), ...console_ });
    expect(json.task).toMatchObject({ status: 'pending' });
    const [access] = await accessesOf(store, 'mia');
    await house.say('Umia', 'not-asked', { id: access?.id, by: 'client:gateway' });
    expect(await isThere({ subject: { type: 'person', id: mia.id }, ...console_ })).toBe(false);
    expect(await isThere({ subject: user('mia'), ...console_ }, asCrm)).toBe(true);
  });

  it('isn’t there where too few distinct people could approve, the client’s owners aside', async () => {
    const rules = [
      {
        match: { kind: 'console' as const },
        stages: [{ of: { kind: 'authority' as const }, count: 2 }],
        durationMs: null,
        maxDurationMs: null,
        always: null,
      },
    ];
    const { decide } = await start({ rules });
    // Of the product’s two administrators, one runs the client.
    expect((await decide({ subject: user('mia'), ...console_ })).context).not.toHaveProperty('access_request');
    expect((await decide({ subject: user('mia'), ...console_ }, asCrm)).context).toHaveProperty('access_request');
  });

  it('names what may be requested: the fewest rights of the first rank, then the fewest', async () => {
    const { decide, api } = await start();
    const { context } = await decide({ subject: user('mia'), ...onInstance('create-assets') });
    const { json } = await api.get(
      context.access_request?.request_schema_url.replace('https://latchkey.acme.test', api.url) ?? '',
    );
    const { enum: all, default: first } = (json as Schema).properties.requested_access.properties[
      'latchkey.dev/entitlement'
    ];
    expect(first).toBe(all[0]);
    expect(all).toContain('role:mdm-eu/Editor');
    expect(all).not.toContain('role:mdm-eu/Administrator');
    expect((await api.get('/access/v1/request-schema?entitlement=role:elsewhere/Editor')).status).toBe(404);
  });
});

describe('discovery (§ Discovery)', () => {
  it('names the endpoints, the capability and the keys, one for each accepted secret', async () => {
    const { api } = await start();
    const { json } = await api.get('/.well-known/authzen-configuration');
    expect(json).toMatchObject({
      access_request_endpoint: 'https://latchkey.acme.test/access/v1/requests',
      jwks_uri: 'https://latchkey.acme.test/access/v1/jwks',
      capabilities: ['urn:openid:authzen:capability:access-request'],
    });
    const keys = await api.get('/access/v1/jwks', { authorization: '' });
    expect(keys.json).toEqual({
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: expect.any(String), kid: expect.any(String), use: 'sig', alg: 'EdDSA' }],
    });
  });
});

describe('a submission (§ Access Request Submission)', () => {
  it('becomes a card that says which system asks and for what, and is decided in chat', async () => {
    const { request, look, house, chat, store, decide } = await start();
    const { status, json, headers } = await request(
      { subject: user('mia'), ...onInstance('create-assets') },
      {
        context: { business_justification: 'Quarterly inventory' },
        requested_access: { emergency: true, 'latchkey.dev/entitlement': 'role:mdm-eu/Editor' },
        client: {
          source: { external_url: 'https://tickets.acme.test/7' },
          actor: { issuer: 'https://agents.acme.test', id: 'invoice-agent' },
        },
      },
    );
    expect(json).toMatchObject({ task: { status: 'pending', links: { cancel: expect.stringMatching(/\/cancel$/) } } });
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(json.task.status_endpoint);
    const [access] = await accessesOf(store, 'mia');
    expect(access?.events[0]).toMatchObject({ event: 'requested', actor: 'client:gateway', actorId: null, via: 'api' });
    expect(json.task.id).not.toContain(access?.id);
    expect(JSON.stringify(access)).not.toContain(json.task.id);
    const card = chat.posts.find(({ message }) => cardKind(message) === 'grant')?.message;
    const shown = JSON.stringify(card?.blocks);
    expect(JSON.stringify(card?.headline)).toContain('The system gateway');
    expect(shown).toContain('Create assets; gives: the role Editor on mdm-eu = Create assets and 28 more');
    expect(shown).toContain('Agent invoice-agent for ');
    expect(shown).toContain('emergency');
    expect(shown).toContain('Quarterly inventory');
    expect(card?.links).toEqual([{ label: 'Open in gateway', url: 'https://tickets.acme.test/7' }]);

    for (const who of ['Ugrace', 'Uada']) await house.say(who, 'approve', { id: access?.id });
    house.pass(1_000);
    const done = await look(json.task.id);
    expect(done.json).toMatchObject({
      task: { status: 'approved' },
      result: {
        mode: 'reevaluate',
        approval: { id: expect.stringMatching(/^apr_/), approved_until: expect.any(String) },
      },
    });
    const { approval } = done.json.result;
    expect(approval.id).not.toContain(access?.id);
    const again = { subject: user('mia'), ...onInstance('create-assets'), context: { approval } };
    expect(await decide(again)).toMatchObject({ decision: true, context: { approval: { id: approval.id } } });
    expect(await decide({ ...again, context: {} })).toMatchObject({ decision: true });
  });

  it('gives the same task to the same key and body, also after the token’s time, and refuses another body', async () => {
    const { decide, denialOf, submit, house, store } = await start();
    const whole = { subject: user('mia'), ...console_ };
    const body = { ...whole, denial: denialOf(await decide(whole)) };
    const key = { 'idempotency-key': 'k-1' };
    const first = await submit(body, key);
    expect(first.status).toBe(202);
    house.pass(700_000);
    expect((await submit(Object.fromEntries(Object.entries(body).reverse()), key)).json.task.id).toBe(
      first.json.task.id,
    );
    expect(await submit({ ...body, context: { business_justification: 'x' } }, key)).toMatchObject({
      status: 409,
      json: { type: urn('duplicate_request') },
    });
    expect((await submit(body, { ...key, ...asCrm })).json.type).toBe(urn('invalid_denial_binding'));
    expect(await submit(body)).toMatchObject({ status: 410, json: { type: urn('expired_denial') } });
    expect(await accessesOf(store, 'mia')).toHaveLength(1);
  });

  it('is refused where its token isn’t the denial’s, and changes nothing', async () => {
    const { decide, denialOf, submit, store } = await start();
    const whole = { subject: user('mia'), ...console_ };
    const denial = denialOf(await decide(whole));
    const [head = '', payload = '', signature = ''] = (denial.binding_token ?? '').split('.');
    const code = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const other = await (
      await import('../../src/decisions/requests/tokens.ts')
    ).createBindingTokens([new Uint8Array(32).fill(9)], 'tests', () => 0);
    const foreign = await other.issue('gateway', { ...whole }, 'https://latchkey.acme.test');
    const bad: readonly [string, object][] = [
      ['no denial', { ...whole }],
      ['an evaluation’s id alone', { ...whole, denial: { ...denial, binding_token: undefined } }],
      ['no expiry', { ...whole, denial: { ...denial, expires_at: undefined } }],
      ['another expiry', { ...whole, denial: { ...denial, expires_at: '2099-01-01T00:00:00Z' } }],
      ['another evaluation', { ...whole, denial: { ...denial, evaluation_id: 'eval_x' } }],
      ['another subject', { ...whole, subject: user('hugo'), denial }],
      ['another action', { ...whole, action: { name: 'add-users' }, denial }],
      ['properties', { ...whole, resource: { ...whole.resource, properties: { a: 1 } }, denial }],
      ['alg none', { ...whole, denial: { ...denial, binding_token: `${code({ alg: 'none' })}.${payload}.` } }],
      [
        'an unknown key',
        {
          ...whole,
          denial: { ...denial, binding_token: `${code({ alg: 'EdDSA', kid: 'x' })}.${payload}.${signature}` },
        },
      ],
      ['another secret', { ...whole, denial: { ...denial, binding_token: foreign?.token } }],
      [
        'a changed payload',
        { ...whole, denial: { ...denial, binding_token: `${head}.${code({ a: 1 })}.${signature}` } },
      ],
    ];
    for (const [what, body] of bad) {
      const answer = await submit(body);
      expect([what, answer.status, answer.json.type]).toEqual([what, 400, urn('invalid_denial_binding')]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await accessesOf(store, 'mia')).toEqual([]);
    expect((await submit({ ...whole, denial })).status).toBe(202);
    // The same token once more.
    expect((await submit({ ...whole, denial })).json).toMatchObject({ type: urn('invalid_denial_binding') });
  });

  it('keeps the owners of every asker from voting, and withdraws one asker at a time', async () => {
    const { request, look, api, house, store } = await start({
      instances: testCatalogue().instances,
    });
    const whole = { subject: user('mia'), ...console_ };
    const one = await request(whole);
    const two = await request(whole, {}, asCrm);
    expect(two.json.task.status).toBe('pending');
    expect(two.json.task.id).not.toBe(one.json.task.id);
    const [access] = await accessesOf(store, 'mia');
    expect(await accessesOf(store, 'mia')).toHaveLength(1);
    expect(access?.events.map(({ event }) => event)).toEqual(['requested', 'joined']);
    expect(await house.say('Upetra', 'approve', { id: access?.id })).toContain(
      'You run the system gateway, which requested this',
    );
    const cancelled = await api.ask(`/access/v1/requests/${one.json.task.id}/cancel`, { comment: 'not needed' });
    expect(cancelled).toMatchObject({ status: 200, json: { task: { status: 'cancelled' } } });
    expect((await look(two.json.task.id, asCrm)).json.task.status).toBe('pending');
    expect((await accessesOf(store, 'mia'))[0]?.state).toBe('requested');
    const again = await api.ask(`/access/v1/requests/${one.json.task.id}/cancel`, {});
    expect(again).toMatchObject({ status: 409, json: { type: urn('invalid_task_state') } });
    const last = await api.ask(`/access/v1/requests/${two.json.task.id}/cancel`, '', asCrm);
    expect(last).toMatchObject({ status: 200, json: { task: { status: 'cancelled' } } });
    expect((await accessesOf(store, 'mia'))[0]?.state).toBe('closed');
  });

  it('lets no client join a request that nobody could approve any more', async () => {
    // Together, the two run everybody who could approve.
    const clients = [asker, { ...crm, owners: ['ada@acme.test'] }];
    const { decide, denialOf, request, submit, house, store } = await start({}, clients);
    const whole = { subject: user('mia'), ...console_ };
    const before = denialOf(await decide(whole, asCrm));
    await request(whole);
    expect((await decide(whole, asCrm)).context).not.toHaveProperty('access_request');
    const late = await submit({ ...whole, denial: before }, asCrm);
    expect(late).toMatchObject({ status: 400, json: { type: urn('not_requestable') } });
    const [access] = await accessesOf(store, 'mia');
    expect(access?.events.map(({ event }) => event)).toEqual(['requested']);
    expect(await house.say('Uada', 'approve', { id: access?.id })).toContain('You approved');
  });

  it('lets no client join what somebody requested in chat, where its owners are the only approvers', async () => {
    const { decide, house, store } = await start({}, [asker, { ...crm, owners: ['ada@acme.test', 'petra@acme.test'] }]);
    await house.say('Umia', 'request', { kind: 'console', product: 'acme-prod' });
    const whole = { subject: user('mia'), ...console_ };
    expect((await decide(whole, asCrm)).context).not.toHaveProperty('access_request');
    expect((await decide(whole)).context).toHaveProperty('access_request');
    const [access] = await accessesOf(store, 'mia');
    expect(await house.say('Uada', 'approve', { id: access?.id })).toContain('You approved');
  });

  it('names the system that an approver runs, and nobody on the card who runs one', async () => {
    const [product] = testCatalogue().products;
    const three = ['ada@acme.test', 'petra@acme.test', 'sven@acme.test'];
    const change = { products: [{ ...product!, administrators: three }] };
    const { request, house, store, chat } = await start(change, [asker, { ...crm, owners: ['ada@acme.test'] }]);
    const whole = { subject: user('mia'), ...console_ };
    const card = () => JSON.stringify(chat.posts.find(({ message }) => cardKind(message) === 'grant')?.message.blocks);
    await request(whole);
    expect(card()).not.toContain('petra');
    expect(card()).toContain('ada');
    await request(whole, {}, asCrm);
    expect(card()).not.toContain('ada');
    expect(card()).toContain('sven');
    const [access] = await accessesOf(store, 'mia');
    expect(await house.say('Uada', 'approve', { id: access?.id })).toContain('You run the system crm, which requested');
    expect(await house.say('Upetra', 'approve', { id: access?.id })).toContain('You run the system gateway, which');
  });

  it('takes items, each with its own denial, and re-evaluates each', async () => {
    const { decide, denialOf, submit, look, house, store } = await start();
    const wholes = [console_, onInstance('create-assets')].map((one) => ({ subject: user('mia'), ...one }));
    const items = [];
    for (const whole of wholes) {
      const { subject: _, ...item } = whole;
      items.push({ ...item, denial: denialOf(await decide(whole)) });
    }
    const { json } = await submit({ subject: user('mia'), items });
    expect(json.task).toMatchObject({ status: 'pending', items: [{ status: 'pending' }, { status: 'pending' }] });
    const accesses = await accessesOf(store, 'mia');
    const console_access = accesses.find(({ entitlement }) => entitlement.kind === 'console');
    const role = accesses.find(({ entitlement }) => entitlement.kind === 'role');
    await house.say('Uada', 'approve', { id: console_access?.id });
    await house.say('Ugrace', 'deny', { id: role?.id });
    const done = (await look(json.task.id)).json;
    expect(done.task.status).toBe('partial');
    expect(done.task.items).toMatchObject([
      { status: 'approved', result: { mode: 'reevaluate' } },
      { status: 'denied' },
    ]);
    expect(done).not.toHaveProperty('result');
  });

  it('refuses actors that aren’t registered, wherever they stand in the chain', async () => {
    const { request, submit, decide, denialOf, store } = await start();
    const known = { issuer: 'https://agents.acme.test', id: 'invoice-agent' };
    const act = { iss: known.issuer, sub: known.id };
    const whole = { subject: user('mia'), ...console_ };
    for (const actor of [{ ...known, id: 'x' }, { id: known.id }, { ...known, act: { iss: 'x', sub: 'y' } }, 'x']) {
      expect([400, 403]).toContain((await request(whole, { client: { actor } })).status);
    }
    const stranger = { ...whole, subject: { ...user('mia'), properties: { act: { iss: 'x', sub: 'y' } } } };
    expect((await request(stranger)).status).toBe(403);
    expect(await accessesOf(store, 'mia')).toEqual([]);
    // Normalized to client.actor: the actor isn’t part of the binding.
    const withAct = { ...whole, subject: { ...user('mia'), properties: { act } } };
    const denial = denialOf(await decide(withAct));
    expect((await submit({ ...whole, denial, client: { actor: { ...known, act } } })).status).toBe(202);
  });
});

describe('a task (§ Task Status Endpoint)', () => {
  it('of another client is unknown, like one that never was', async () => {
    const { request, look, api } = await start();
    const { json } = await request({ subject: user('mia'), ...console_ });
    const id = json.task.id;
    const foreign = await look(id, asCrm);
    const unknown = await look('arq_nothing', asCrm);
    expect(foreign.status).toBe(404);
    expect(foreign.json).toEqual(unknown.json);
    expect(foreign.json.type).toBe(urn('unknown_task'));
    const cancel = (name: string, headers: Record<string, string>) =>
      api.ask(`/access/v1/requests/${name}/cancel`, {}, headers);
    expect((await cancel(id, asCrm)).json).toEqual((await cancel('arq_nothing', asCrm)).json);
    expect((await look(id)).json.task.status).toBe('pending');
    expect((await look(id, { authorization: 'Bearer x' })).status).toBe(401);
  });

  it('ends as its access did, for good', async () => {
    const { request, look, house, store, decide } = await start();
    const whole = { subject: user('mia'), ...console_ };
    const denied = (await request(whole)).json.task.id;
    await house.say('Uada', 'deny', { id: (await accessesOf(store, 'mia'))[0]?.id });
    expect((await look(denied)).json.task.status).toBe('denied');
    const lapsed = (await request({ ...whole, subject: user('hugo') })).json.task.id;
    house.pass(73 * 3_600_000);
    await house.sweep();
    expect((await look(lapsed)).json.task.status).toBe('expired');
    const approved = (await request(whole)).json.task.id;
    const [access] = await accessesOf(store, 'mia');
    await house.say('Uada', 'approve', { id: access?.id });
    const { approval } = (await look(approved)).json.result;
    const mia = (await store.people.byEmail('mia@acme.test'))!;
    // Replayed for somebody else, it changes nothing.
    const replayed = await decide({ ...whole, subject: user('hugo'), context: { approval } });
    expect(replayed).toMatchObject({
      decision: false,
      context: { reason: 'approval_unverifiable', next_action: 'none' },
    });
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [mia.id] });
    house.pass(1_000);
    expect((await look(approved)).json.task.status).toBe('approved');
    expect(await decide({ ...whole, context: { approval } })).toMatchObject({
      decision: false,
      context: {
        reason: 'approval_expired',
        next_action: 'request',
        access_request: { binding_token: expect.any(String) },
      },
    });
    expect(await decide({ ...whole, context: { approval: { id: 'apr_x' } } })).toMatchObject({
      context: { reason: 'approval_unverifiable', next_action: 'none' },
    });
    expect(await decide({ subject: user('mia'), ...onInstance('create-assets'), context: { approval } })).toMatchObject(
      {
        context: { reason: 'approval_expired' },
      },
    );
  });
});
