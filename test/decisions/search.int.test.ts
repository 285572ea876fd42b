import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { email, openHouses } from '../support/open-house.ts';
import type { Api } from './open-api.ts';
import { gateway, openApi, token } from './open-api.ts';

const opened = openHouses(['ada', 'mia', 'hugo', 'lena']);
const user = (name: string) => ({ type: 'user', id: `${name}@acme.test` });
const product = { type: 'product', id: 'acme-prod' };
const paths = {
  subject: '/access/v1/search/subject',
  resource: '/access/v1/search/resource',
  action: '/access/v1/search/action',
};

let api: Api;
beforeAll(async () => {
  const { house } = await opened();
  await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('mia')], duration: '2h' });
  api = await openApi(house, [gateway, { ...gateway, id: 'narrow', products: [] }]);
});
afterAll(() => api.close());

interface Found {
  readonly page: { readonly next_token: string; readonly count: number; readonly total: number };
  readonly results: readonly { readonly type?: string; readonly id?: string; readonly name?: string }[];
}
const find = async (path: keyof typeof paths, body: object, headers = {}) => {
  const { status, json } = await api.ask(paths[path], body, headers);
  return { status, ...(json as Found) };
};
const everyone = { subject: { type: 'user' }, action: { name: 'console' }, resource: product };

describe('searches (Search Core, c-4)', () => {
  it('finds who may: by a grant, and by the product itself', async () => {
    expect((await find('subject', everyone)).results).toEqual([user('ada'), user('mia')]);
    const administrators = {
      ...everyone,
      action: { name: 'access-to-system-settings' },
      resource: { type: 'instance', id: 'mdm-eu' },
    };
    expect((await find('subject', administrators)).results).toEqual([user('ada'), user('grace')]);
    const people = await find('subject', { ...everyone, subject: { type: 'person', id: 'ignored' } });
    expect(people.results).toHaveLength(2);
  });

  it('finds on what somebody may do something', async () => {
    const on = async (type: string, name: string, who: string) =>
      (await find('resource', { subject: user(who), action: { name }, resource: { type } })).results.map(
        ({ id }) => id,
      );
    expect(await on('product', 'console', 'mia')).toEqual(['acme-prod']);
    expect(await on('product', 'console', 'hugo')).toEqual([]);
    expect(await on('package', 'distribute-installation-packages', 'hugo')).toEqual(['mdm-eu/pkg-7']);
    expect(await on('asset', 'distribute-installation-packages', 'mia')).toEqual([]);
  });

  it('finds what somebody may do, as names that an evaluation takes and permits', async () => {
    const { results } = await find('action', { subject: user('mia'), resource: product });
    expect(results).toEqual([{ name: 'console' }, { name: 'add-users' }]);
    const hugos = await find('action', { subject: user('hugo'), resource: { type: 'instance', id: 'mdm-eu' } });
    expect(hugos.results.length).toBeGreaterThan(2);
    for (const { name } of hugos.results) {
      const body = { subject: user('hugo'), action: { name }, resource: { type: 'instance', id: 'mdm-eu' } };
      expect((await api.ask('/access/v1/evaluation', body)).json).toMatchObject({ decision: true });
    }
  });

  it.each([
    ['subject', { ...everyone, subject: { type: 'spaceship' } }],
    ['subject', { ...everyone, resource: { type: 'product', id: 'none' } }],
    ['subject', { ...everyone, action: { name: 'fly' } }],
    ['resource', { subject: user('mia'), action: { name: 'console' }, resource: { type: 'spaceship' } }],
    ['resource', { subject: user('zed'), action: { name: 'console' }, resource: { type: 'product' } }],
    ['action', { subject: user('zed'), resource: product }],
    ['action', { subject: { type: 'spaceship', id: 'x' }, resource: product }],
  ] as const)('%s: nothing is an empty list, not an error (c-4-6)', async (path, body) => {
    expect(await find(path, body)).toMatchObject({ status: 200, results: [] });
  });

  it('what isn’t the client’s is an empty list', async () => {
    expect((await find('subject', everyone, { authorization: `Bearer ${token}-narrow` })).results).toEqual([]);
  });

  it.each([
    ['subject', { subject: { type: 'user' }, resource: product }],
    ['subject', { ...everyone, resource: { type: 'product' } }],
    ['resource', { action: { name: 'console' }, resource: { type: 'product' } }],
    ['resource', { subject: { type: 'user' }, action: { name: 'console' }, resource: { type: 'product' } }],
    ['action', { subject: user('mia') }],
    ['action', { subject: { type: 'user' }, resource: product }],
  ] as const)('%s: what is missing is a 400 (c-4-7)', async (path, body) => {
    expect((await api.ask(paths[path], body)).status).toBe(400);
  });
});

describe('pages (c-4-5)', () => {
  it('lead from one to the next, to an empty token', async () => {
    const first = await find('subject', { ...everyone, page: { limit: 1 } });
    expect(first).toMatchObject({ results: [user('ada')], page: { count: 1, total: 2 } });
    expect(first.page.next_token).not.toBe('');
    const second = await find('subject', { ...everyone, page: { token: first.page.next_token } });
    expect(second).toMatchObject({ results: [user('mia')], page: { next_token: '', count: 1 } });
  });

  it('a token fits its own request only, and with the same limit', async () => {
    const { page } = await find('subject', { ...everyone, page: { limit: 1 } });
    const token = page.next_token;
    for (const body of [
      { ...everyone, action: { name: 'add-users' }, page: { token } },
      { ...everyone, context: { more: 1 }, page: { token } },
      { ...everyone, page: { token, limit: 2 } },
      { ...everyone, page: { token: 'x' } },
    ])
      expect((await api.ask(paths.subject, body)).status).toBe(400);
    expect((await find('subject', { ...everyone, page: { token, limit: 1 } })).results).toEqual([user('mia')]);
  });

  it('a limit of 0 counts what there is, and leads to no other page', async () => {
    expect(await find('subject', { ...everyone, page: { limit: 0 } })).toMatchObject({
      page: { next_token: '', count: 0, total: 2 },
      results: [],
    });
  });
});

describe('metadata (Discovery, c-6)', () => {
  it('names each endpoint, without a token', async () => {
    const response = await fetch(`${api.url}/.well-known/authzen-configuration`, { headers: { 'x-request-id': 'r1' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-request-id')).toBe('r1');
    expect(await response.json()).toEqual({
      policy_decision_point: api.url,
      access_evaluation_endpoint: `${api.url}/access/v1/evaluation`,
      access_evaluations_endpoint: `${api.url}/access/v1/evaluations`,
      search_subject_endpoint: `${api.url}/access/v1/search/subject`,
      search_resource_endpoint: `${api.url}/access/v1/search/resource`,
      search_action_endpoint: `${api.url}/access/v1/search/action`,
    });
  });

  it('none of it is there without clients', async () => {
    const none = await openApi(null, []);
    expect((await fetch(`${none.url}/.well-known/authzen-configuration`)).status).toBe(404);
    expect((await none.ask('/access/v1/evaluation', {})).status).toBe(404);
    await none.close();
  });
});
