import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { House } from '../support/house.ts';
import { openHouses, email } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';
import type { Api } from './open-api.ts';
import { gateway, openApi, token } from './open-api.ts';

const opened = openHouses(['ada', 'mia', 'hugo', 'lena']);
const evaluation = '/access/v1/evaluation';
const evaluations = '/access/v1/evaluations';
const user = (name: string) => ({ type: 'user', id: `${name}@acme.test` });
const product = { type: 'product', id: 'acme-prod' };
const instance = { type: 'instance', id: 'mdm-eu' };
const consoleOf = (name: string) => ({ subject: user(name), action: { name: 'console' }, resource: product });

let open: OpenHouse;
let house: House;
let api: Api;
beforeAll(async () => {
  open = await opened();
  house = open.house;
  await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('mia')], duration: '2h' });
  api = await openApi(house, [
    gateway,
    { ...gateway, id: 'narrow', products: [], may: ['evaluate', 'explain'] },
    { ...gateway, id: 'blind', may: ['search'] },
  ]);
});
afterAll(() => api.close());

const decided = async (body: unknown) =>
  (await api.ask(evaluation, body)).json as { decision: boolean; context: object };

describe('an evaluation (Basic Core, c-2-2)', () => {
  it('permits what was granted in chat, and says until when', async () => {
    const answer = await api.ask(evaluation, consoleOf('mia'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(answer.json).toMatchObject({
      decision: true,
      context: { reason: expect.stringMatching(/^[a-z-]+$/), reason_user: expect.stringMatching(/\.$/) },
    });
    const until = Date.parse((answer.json as { context: Record<string, string> }).context['latchkey.dev/valid_until']!);
    expect(until - house.now()).toBeGreaterThan(7_000_000);
    expect(JSON.stringify(answer.json)).not.toContain('because');
  });

  it('denies what was not, and permits a product’s administrator without an end (C2)', async () => {
    expect(await decided(consoleOf('hugo'))).toMatchObject({ decision: false });
    const ada = await decided(consoleOf('ada'));
    expect(ada).toMatchObject({ decision: true });
    expect(ada.context).not.toHaveProperty(['latchkey.dev/valid_until']);
    expect(await decided({ ...consoleOf('mia'), action: { name: 'add-users' } })).toMatchObject({ decision: true });
  });

  it('asks the tables by the action’s name or its label, and the item where one decides', async () => {
    const ask = (name: string, resource: object, who = 'hugo') =>
      decided({ subject: user(who), action: { name }, resource });
    const item = { type: 'package', id: 'mdm-eu/pkg-7' };
    expect(await ask('distribute-installation-packages', item)).toMatchObject({ decision: true });
    expect(await ask('Distribute installation packages', item)).toMatchObject({ decision: true });
    expect(await ask('access-to-system-settings', instance)).toMatchObject({ decision: false });
    expect(await ask('access-to-system-settings', instance, 'grace')).toMatchObject({ decision: true });
  });

  it('does not let a caller’s properties or context widen anything', async () => {
    const item = {
      type: 'package',
      id: 'mdm-eu/pkg-7',
      properties: { allowedForHelpDesk: true, roles: ['Administrator'] },
    };
    const subject = { ...user('mia'), properties: { role: 'Administrator', groups: ['Administrator'] } };
    const action = { name: 'distribute-installation-packages' };
    expect(await decided({ subject, action, resource: item, context: { administrator: true } })).toMatchObject({
      decision: false,
    });
  });

  it('means a person by id as well, and nobody by a type that it doesn’t know', async () => {
    const { id } = (await open.store.people.byEmail('mia@acme.test'))!;
    expect(await decided({ ...consoleOf('mia'), subject: { type: 'person', id } })).toMatchObject({ decision: true });
    for (const subject of [{ type: 'spaceship', id }, { type: 'person', id: 'nobody' }, user('zed')])
      expect(await decided({ ...consoleOf('mia'), subject })).toMatchObject({ decision: false });
  });

  it('answers the same about what isn’t the client’s and what doesn’t exist', async () => {
    const as = { authorization: `Bearer ${token}-narrow` };
    const foreign = await api.ask(evaluation, consoleOf('mia'), as);
    const missing = await api.ask(evaluation, { ...consoleOf('mia'), resource: { type: 'product', id: 'none' } }, as);
    expect(foreign.json).toEqual(missing.json);
    expect(foreign.json).toMatchObject({ decision: false });
  });

  it('gives the rules to clients that may explain', async () => {
    const body = { subject: user('hugo'), action: { name: 'create-assets' }, resource: instance };
    const { json } = await api.ask(evaluation, body, { authorization: `Bearer ${token}-narrow` });
    expect(json).toMatchObject({ context: { 'latchkey.dev/because': [{ rule: 'R2', sentence: expect.any(String) }] } });
  });

  it('gives the same answer each time (c-2-6), denies a millisecond after the end, and within a second of a revocation', async () => {
    for (let time = 0; time < 3; time++) expect(await decided(consoleOf('mia'))).toMatchObject({ decision: true });
    await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('hugo')], duration: '1m' });
    house.pass(1_000);
    expect(await decided(consoleOf('hugo'))).toMatchObject({ decision: true });
    const { until } = (await open.store.accesses.openOf((await open.store.people.byEmail('hugo@acme.test'))!.id)).find(
      ({ entitlement }) => entitlement.kind === 'console',
    )!;
    house.pass(until! - house.now() - 1);
    expect(await decided(consoleOf('hugo'))).toMatchObject({ decision: true });
    house.pass(1);
    expect(await decided(consoleOf('hugo'))).toMatchObject({ decision: false });
    const { id: mia } = (await open.store.people.byEmail('mia@acme.test'))!;
    await house.say('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [mia] });
    house.pass(1_000);
    expect(await decided(consoleOf('mia'))).toMatchObject({ decision: false });
    await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('mia')], duration: '2h' });
    house.pass(1_000);
  });
});

describe('errors (c-2-4, § Error Responses)', () => {
  const whole = consoleOf('mia');
  it.each([
    ['no subject', { ...whole, subject: undefined }, 'subject'],
    ['no action', { ...whole, action: undefined }, 'action'],
    ['no resource', { ...whole, resource: undefined }, 'resource'],
    ['no subject type', { ...whole, subject: { id: 'x' } }, 'subject.type'],
    ['no subject id', { ...whole, subject: { type: 'user' } }, 'subject.id'],
    ['no action name', { ...whole, action: {} }, 'action.name'],
    ['no resource type', { ...whole, resource: { id: 'x' } }, 'resource.type'],
    ['no resource id', { ...whole, resource: { type: 'product' } }, 'resource.id'],
    ['a subject that is text', { ...whole, subject: 'mia' }, 'subject'],
    ['a name that is a number', { ...whole, action: { name: 123 } }, 'action.name'],
    [
      'half of a character',
      `{"subject":{"type":"user","id":"mia\\ud800"},"action":{"name":"console"},"resource":{"type":"product","id":"x"}}`,
      'subject.id',
    ],
    ['no JSON', '{"subject"', 'not JSON'],
    ['an empty body', '', 'empty'],
    ['a list', [], 'object'],
  ])('answers 400 with a sentence to %s', async (_what, body, word) => {
    const { status, json } = await api.ask(evaluation, body);
    expect(status).toBe(400);
    expect(json).toEqual(expect.stringContaining(word));
  });

  it('answers 400 to another content type, 401 without a token and 403 to what the client may not do', async () => {
    expect(await api.ask(evaluation, whole, { 'content-type': 'text/plain' })).toMatchObject({ status: 400 });
    for (const authorization of ['', 'Bearer wrong', `Basic ${token}`]) {
      const answer = await api.ask(evaluation, whole, { authorization });
      expect(answer).toMatchObject({ status: 401, json: expect.any(String) });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    const blind = await api.ask(evaluation, whole, { authorization: `Bearer ${token}-blind` });
    expect(blind).toMatchObject({ status: 403, json: expect.stringContaining('evaluate') });
  });

  it.each(['latin1', 'utf-16', '"iso-8859-1"'])('answers 400 to JSON in %s, as JSON is UTF-8', async (charset) => {
    const answer = await api.ask(evaluation, whole, { 'content-type': `application/json; charset=${charset}` });
    expect(answer).toMatchObject({ status: 400, json: expect.stringContaining('UTF-8') });
  });

  it.each(['utf-8', 'UTF8', '"utf-8"'])('takes JSON that says that it is in %s', async (charset) => {
    const answer = await api.ask(evaluation, whole, { 'content-type': `application/json;charset=${charset}` });
    expect(answer.status).toBe(200);
  });

  it('gives the request’s id back, with errors as well (c-2-5)', async () => {
    for (const body of [whole, {}]) {
      const { headers } = await api.ask(evaluation, body, { 'x-request-id': 'bfe9eb29-ab87' });
      expect(headers.get('x-request-id')).toBe('bfe9eb29-ab87');
    }
    expect((await api.ask(evaluation, whole)).status).toBe(200);
  });

  it('ignores unknown fields, refuses what is too large, and lives through deep nesting', async () => {
    expect(await api.ask(evaluation, { ...whole, more: { of: 'it' } })).toMatchObject({ status: 200 });
    const large = { ...whole, subject: { ...user('mia'), properties: { text: 'x'.repeat(1_048_576) } } };
    expect(await api.ask(evaluation, large)).toMatchObject({ status: 413 });
    const deep = `${'{"a":'.repeat(1_000)}1${'}'.repeat(1_000)}`;
    const nested = JSON.stringify(whole).replace(/}$/, `,"context":${deep}}`);
    expect(await api.ask(evaluation, nested)).toMatchObject({ status: 200, json: { decision: true } });
  });

  it('answers 500 where nothing can be decided, never with an older permit', async () => {
    const starting = await openApi(null);
    expect(await starting.ask(evaluation, whole)).toMatchObject({ status: 500, json: expect.any(String) });
    await starting.close();
  });
});

describe('evaluations (Batch Core, c-3)', () => {
  const mias = { subject: user('mia'), resource: product };
  const batch = async (body: object) =>
    (
      (await api.ask(evaluations, body)).json as {
        evaluations: { decision: boolean; context: Record<string, unknown> }[];
      }
    ).evaluations;
  const results = async (body: object) => (await batch(body)).map(({ decision }) => decision);

  it('answers in order, with defaults that an item replaces whole', async () => {
    expect(
      await results({
        ...mias,
        action: { name: 'console' },
        evaluations: [{}, { subject: user('zed') }, { resource: { type: 'product', id: 'none' } }],
      }),
    ).toEqual([true, false, false]);
    // Only half a subject is no subject: the default’s other half doesn’t fill it up.
    const [half] = await batch({ ...mias, action: { name: 'console' }, evaluations: [{ subject: { type: 'user' } }] });
    expect(half).toMatchObject({ decision: false, context: { error: { status: 400, message: expect.any(String) } } });
  });

  it('takes whole items without defaults, and an item that isn’t one is denied alone', async () => {
    expect(await results({ evaluations: [consoleOf('mia'), 'x', {}, consoleOf('ada')] })).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('stops as the semantic says', async () => {
    const items = [consoleOf('zed'), consoleOf('mia'), consoleOf('zed')];
    const by = (evaluations_semantic: string) => results({ evaluations: items, options: { evaluations_semantic } });
    expect(await by('execute_all')).toEqual([false, true, false]);
    expect(await by('deny_on_first_deny')).toEqual([false]);
    expect(await by('permit_on_first_permit')).toEqual([false, true]);
    const wrong = await api.ask(evaluations, { evaluations: items, options: { evaluations_semantic: 'some' } });
    expect(wrong).toMatchObject({ status: 400 });
  });

  it('is a single evaluation without items, and refuses 10,000 as a whole', async () => {
    for (const more of [{}, { evaluations: [] }])
      expect((await api.ask(evaluations, { ...consoleOf('mia'), ...more })).json).toMatchObject({ decision: true });
    expect(await api.ask(evaluations, {})).toMatchObject({ status: 400 });
    const many = Array.from({ length: 10_000 }, () => ({}));
    expect(await api.ask(evaluations, { ...consoleOf('mia'), evaluations: many })).toMatchObject({ status: 400 });
  });
});

describe('budgets per client', () => {
  it('answer 429 with Retry-After to what is too much, and let it through after that time', async () => {
    const limits = { evaluations: 3, searches: 1, requests: 1 };
    const slow = await openApi(house, [
      { ...gateway, may: ['evaluate', 'search', 'request'], owners: ['petra@acme.test'], limits },
      { ...gateway, id: 'other', limits },
    ]);
    const asOther = { authorization: `Bearer ${token}-other` };
    try {
      const batch = { ...consoleOf('mia'), evaluations: [{}, {}, {}, {}, {}] };
      expect((await slow.ask(evaluation, consoleOf('mia'))).status).toBe(200);
      // Each of a batch counts; one that began is answered whole.
      expect((await slow.ask(evaluations, batch)).json).toMatchObject({
        evaluations: Array(5).fill({ decision: true }),
      });
      const refused = await slow.ask(evaluation, consoleOf('mia'), { 'x-request-id': 'r1' });
      expect(refused).toMatchObject({ status: 429, json: expect.stringContaining('denial') });
      expect(refused.headers.get('retry-after')).toBe('2');
      expect(refused.headers.get('x-request-id')).toBe('r1');
      expect((await slow.ask(evaluation, consoleOf('mia'), asOther)).status).toBe(200);
      house.pass(2_000);
      expect((await slow.ask(evaluation, consoleOf('mia'))).status).toBe(200);
      const find = () => slow.ask('/access/v1/search/action', { subject: user('mia'), resource: product });
      expect([(await find()).status, (await find()).status]).toEqual([200, 429]);
      const submit = await slow.ask('/access/v1/requests', {});
      expect(submit.status).toBe(400);
      const look = await slow.get('/access/v1/requests/arq_x');
      expect(look).toMatchObject({ status: 429, json: { title: 'Too many requests' } });
      expect(JSON.stringify(look.json)).not.toContain('denial');
      expect(look.headers.get('retry-after')).toBe('1');
      expect(look.headers.get('content-type')).toContain('application/problem+json');
      // Keys and metadata are the same for everybody, and cost nothing.
      for (let time = 0; time < 3; time++) expect((await slow.get('/access/v1/jwks')).status).toBe(200);
      // Who has no token takes nothing from anybody’s.
      house.pass(2_000);
      for (let time = 0; time < 5; time++) await slow.ask(evaluation, {}, { authorization: 'Bearer x' });
      expect((await slow.ask(evaluation, consoleOf('mia'))).status).toBe(200);
    } finally {
      await slow.close();
    }
  });
});
