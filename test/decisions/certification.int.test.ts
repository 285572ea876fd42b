import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHouses } from '../support/open-house.ts';
import type { Answer, Api } from './open-api.ts';
import { openApi } from './open-api.ts';

/**
 * The structural requirements of the OpenID AuthZEN 1.0 certification scenario (`certification/authorization-api-1_0-scenario.md`),
 * each by its section: Basic, Batch and Search, Core; Discovery. Its fixture is played by what Latchkey has: for `alice`, who may
 * everything, stands Ada, an administrator of the product; for `bob`, who may only read, Hugo of the Help desk; for `record-1` and
 * `record-2` the instance and its asset. The _Properties_ sections (c-2-2-4 to 7, c-3-2-3, 4 and 7, c-4-2-4, c-4-3-4, c-4-4-3) ask
 * that a caller’s properties widen, which nothing here may (docs/adr/0019).
 */
const alice = { type: 'user', id: 'ada@acme.test' };
const bob = { type: 'user', id: 'hugo@acme.test' };
const record1 = { type: 'instance', id: 'mdm-eu' };
const record2 = { type: 'asset', id: 'mdm-eu/pc-12' };
const read = { name: 'reader-access-to-the-entire-system' };
const write = { name: 'define-permissions-to-other-users-accounts' };
const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' };
const permitted = { subject: alice, action: read, resource: record1 };
const denied = { subject: bob, action: write, resource: record1 };

const url = 'https://latchkey.acme.test';
const paths = {
  evaluation: '/access/v1/evaluation',
  evaluations: '/access/v1/evaluations',
  subject: '/access/v1/search/subject',
  resource: '/access/v1/search/resource',
  action: '/access/v1/search/action',
} as const;

const opened = openHouses(['ada', 'hugo']);
let api: Api;
beforeAll(async () => {
  const { house } = await opened();
  api = await openApi(house, undefined, { publicUrl: url });
});
afterAll(() => api.close());

const post = (path: keyof typeof paths, body: unknown, headers = {}) => api.ask(paths[path], body, headers);
const isJson = ({ headers }: Answer) => /^application\/json(;|$)/.test(headers.get('content-type') ?? '');

async function decision(body: unknown): Promise<boolean> {
  const answer = await post('evaluation', body);
  expect(answer.status).toBe(200);
  expect(isJson(answer)).toBe(true);
  const { decision: decided, context: more } = answer.json as { decision: boolean; context?: object };
  expect(typeof decided).toBe('boolean');
  if (more !== undefined) expect(Array.isArray(more) ? 'list' : typeof more).toBe('object');
  return decided;
}

describe('Basic, Core', () => {
  it('c-2-2-1: permits the fixture’s permit', async () => expect(await decision(permitted)).toBe(true));
  it('c-2-2-2: denies the fixture’s deny', async () => expect(await decision(denied)).toBe(false));
  it('c-1-4: the other decisions of the fixture', async () => {
    expect(await decision({ ...permitted, action: write })).toBe(true);
    expect(await decision({ ...denied, action: read })).toBe(true);
  });
  it('c-2-2-3: takes a context, which changes nothing', async () => {
    expect(await decision({ ...permitted, context })).toBe(true);
    expect(await decision({ ...denied, context })).toBe(false);
  });
  it('c-2-2-8: takes properties, which change nothing', async () => {
    const properties = { department: 'Sales', role: 'Administrator', status: 'active', method: 'GET' };
    const withThem = ({ subject, action, resource }: typeof permitted) => ({
      subject: { ...subject, properties },
      action: { ...action, properties },
      resource: { ...resource, properties },
    });
    expect(await decision(withThem(permitted))).toBe(true);
    expect(await decision(withThem(denied))).toBe(false);
  });
  it('c-2-2-9, c-5: ignores unknown fields', async () => {
    expect(await decision({ ...permitted, foo: 'bar', futureField: { nested: true } })).toBe(true);
  });
  it('c-2-3-1, c-2-3-2: answers a boolean decision and an object as context', async () => {
    for (const body of [permitted, denied]) await decision(body);
  });
  it.each([
    ['c-2-4-1: no subject', { ...permitted, subject: undefined }],
    ['c-2-4-1: no action', { ...permitted, action: undefined }],
    ['c-2-4-1: no resource', { ...permitted, resource: undefined }],
    ['c-2-4-2: subject without type', { ...permitted, subject: { id: alice.id } }],
    ['c-2-4-2: subject without id', { ...permitted, subject: { type: 'user' } }],
    ['c-2-4-2: action without name', { ...permitted, action: {} }],
    ['c-2-4-2: resource without type', { ...permitted, resource: { id: record1.id } }],
    ['c-2-4-2: resource without id', { ...permitted, resource: { type: 'instance' } }],
    ['c-2-4-4: malformed JSON', '{"subject":'],
    ['c-2-4-5: an empty body', ''],
    ['c-2-4-6: a subject that is text', { ...permitted, subject: 'alice' }],
    ['c-2-4-6: a name that is a number', { ...permitted, action: { name: 123 } }],
  ])('%s is 400', async (_what, body) => {
    expect((await post('evaluation', body)).status).toBe(400);
  });
  it('c-2-4-3: another content type is 400', async () => {
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded'])
      expect((await post('evaluation', permitted, { 'content-type': type })).status).toBe(400);
  });
  it.each(Object.entries({ evaluation: permitted, evaluations: permitted, subject: permitted, action: permitted }))(
    'c-2-5-1, c-5: %s gives X-Request-ID back',
    async (path, body) => {
      const answer = await post(path as keyof typeof paths, body, { 'x-request-id': 'r-1' });
      expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, 'r-1']);
    },
  );
  it('c-2-5-2: doesn’t need X-Request-ID', async () => expect((await post('evaluation', permitted)).status).toBe(200));
  it('c-2-6: answers the same each time', async () => {
    for (let time = 0; time < 5; time++)
      expect([await decision(permitted), await decision(denied)]).toEqual([true, false]);
  });
});

interface Batch {
  readonly decision?: unknown;
  readonly evaluations: readonly { readonly decision: boolean; readonly context?: object }[];
}
async function batch(body: object): Promise<Batch> {
  const answer = await post('evaluations', body);
  expect([answer.status, isJson(answer)]).toEqual([200, true]);
  const found = answer.json as Batch;
  for (const one of found.evaluations) expect(typeof one.decision).toBe('boolean');
  return found;
}
const decisions = async (body: object) => (await batch(body)).evaluations.map((one) => one.decision);

describe('Batch, Core', () => {
  it('c-3-2-1, c-3-3-1, c-3-3-3, c-3-3-4: as many decisions as evaluations, and no decision beside them', async () => {
    const resources = [record1, record2].map((resource) => ({ resource }));
    const found = await batch({ subject: alice, action: read, evaluations: resources });
    expect(found.evaluations).toHaveLength(2);
    expect(found).not.toHaveProperty('decision');
  });
  it('c-3-2-2, c-3-3-2: in their order', async () => {
    const evaluations = [{ action: read }, { action: write }];
    expect(await decisions({ subject: bob, resource: record1, evaluations })).toEqual([true, false]);
    expect(await decisions({ subject: bob, resource: record1, evaluations: evaluations.toReversed() })).toEqual([
      false,
      true,
    ]);
  });
  it('c-3-2-5: whole evaluations, without defaults', async () => {
    expect(await decisions({ evaluations: [permitted, denied] })).toEqual([true, false]);
  });
  it('c-3-2-6: a context of all, and of one', async () => {
    const evaluations = [
      { resource: record1 },
      { resource: record2, context: { ...context, source: 'batch-override' } },
    ];
    expect(await decisions({ subject: alice, action: read, context, evaluations })).toEqual([true, true]);
  });
  it('c-3-4-1: one that isn’t whole is denied alone', async () => {
    const body = { subject: alice, action: read, options: { evaluations_semantic: 'execute_all' } };
    expect(await decisions({ ...body, evaluations: [{ resource: record1 }, {}] })).toEqual([true, false]);
  });
  it.each([
    ['c-3-4-2: without evaluations', {}],
    ['c-3-4-3: with none', { evaluations: [] }],
  ])('%s it’s a single evaluation', async (_what, more) => {
    expect((await post('evaluations', { ...permitted, ...more })).json).toMatchObject({ decision: true });
  });
});

interface Found {
  readonly results: readonly object[];
  readonly page: { readonly next_token: unknown };
}
async function found(path: 'subject' | 'resource' | 'action', body: object): Promise<Found> {
  const answer = await post(path, body);
  expect([answer.status, isJson(answer)]).toEqual([200, true]);
  const { results, page } = answer.json as Found;
  expect([Array.isArray(results), typeof page, typeof page.next_token]).toEqual([true, 'object', 'string']);
  return { results, page };
}

describe('Search, Core', () => {
  const searches = {
    subject: { subject: { type: 'user' }, action: read, resource: record1 },
    resource: { subject: alice, action: read, resource: { type: 'instance' } },
    action: { subject: alice, resource: record1 },
  } as const;

  it('c-4-2-1: subjects', async () => {
    expect((await found('subject', searches.subject)).results).toEqual(expect.arrayContaining([alice, bob]));
  });
  it('c-4-3-1: resources', async () => {
    expect((await found('resource', searches.resource)).results).toEqual([record1]);
  });
  it('c-4-4-1: actions', async () => {
    expect((await found('action', searches.action)).results).toEqual(expect.arrayContaining([read, write]));
  });
  it.each([
    ['c-4-2-2', 'subject'],
    ['c-4-3-2', 'resource'],
    ['c-4-4-2', 'action'],
  ] as const)('%s: a context changes nothing of a %s search', async (_section, path) => {
    expect(await found(path, { ...searches[path], context })).toEqual(await found(path, searches[path]));
  });
  it('c-4-2-3, c-4-3-3: the id of what is looked for is ignored', async () => {
    const { subject, resource } = searches;
    expect(await found('subject', { ...subject, subject: alice })).toEqual(await found('subject', subject));
    expect(await found('resource', { ...resource, resource: record1 })).toEqual(await found('resource', resource));
  });
  it('c-4-5-1 to 3: pages, to an empty token', async () => {
    const first = await found('subject', { ...searches.subject, page: { limit: 1 } });
    expect(first.results).toHaveLength(1);
    let { next_token: token } = first.page;
    for (let page = 0; token !== '' && page < 10; page++) {
      token = (await found('subject', { ...searches.subject, page: { token } })).page.next_token;
    }
    expect(token).toBe('');
  });
  it.each([
    ['c-4-6-1', 'subject', { ...searches.subject, resource: { type: 'instance', id: 'nonexistent' } }],
    ['c-4-6-1', 'resource', { ...searches.resource, subject: { type: 'user', id: 'nonexistent-user' } }],
    ['c-4-6-1', 'action', { ...searches.action, subject: { type: 'user', id: 'nonexistent-user' } }],
    ['c-4-6-2', 'subject', { ...searches.subject, subject: { type: 'spaceship' } }],
    ['c-4-6-2', 'resource', { ...searches.resource, resource: { type: 'spaceship' } }],
    ['c-4-6-2', 'action', { ...searches.action, resource: { type: 'spaceship', id: 'x' } }],
  ] as const)('%s: a %s search that finds nothing is an empty list', async (_section, path, body) => {
    expect((await found(path, body)).results).toEqual([]);
  });
  it.each([
    ['c-4-7-1', 'subject', { ...searches.subject, action: undefined }],
    ['c-4-7-1', 'resource', { ...searches.resource, subject: undefined }],
    ['c-4-7-1', 'action', { ...searches.action, resource: undefined }],
    ['c-4-7-2', 'subject', { ...searches.subject, resource: { type: 'instance' } }],
    ['c-4-7-2', 'resource', { ...searches.resource, subject: { type: 'user' } }],
    ['c-4-7-2', 'action', { ...searches.action, subject: { type: 'user' } }],
  ] as const)('%s: a %s search that isn’t whole is 400', async (_section, path, body) => {
    expect((await post(path, body)).status).toBe(400);
  });
});

describe('Discovery', () => {
  it('c-6-1 to c-6-5: the metadata name this PDP and its endpoints, over https', async () => {
    const response = await fetch(`${api.url}/.well-known/authzen-configuration`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
    ]);
    const { policy_decision_point: base, ...endpoints } = (await response.json()) as Record<string, string>;
    expect(base).toBe(url);
    expect(Object.keys(endpoints)).toEqual([
      'access_evaluation_endpoint',
      'access_evaluations_endpoint',
      'search_subject_endpoint',
      'search_resource_endpoint',
      'search_action_endpoint',
    ]);
    for (const endpoint of Object.values(endpoints)) {
      expect(new URL(endpoint).protocol).toBe('https:');
      const path = endpoint.slice(url.length);
      expect(Object.values(paths)).toContain(path);
    }
  });
});
