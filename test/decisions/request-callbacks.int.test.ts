import { Webhook } from 'standardwebhooks';
import { afterEach, describe, expect, it } from 'vitest';
import type { Client } from '../../src/domain/catalogue.ts';
import { callbackEndpoint } from '../../src/domain/webhook/callbacks.ts';
import { createSender } from '../../src/webhooks/sender.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { createFakeChat, noEmails } from '../support/fake-chat.ts';
import { createHouse } from '../support/house.ts';
import { accessesOf } from '../support/open-house.ts';
import { tenantStore } from '../support/tenant-store.ts';
import { cardKind } from '../support/card-kind.ts';
import { startReceiver } from '../webhooks/receiver.ts';
import type { Answered, Denied } from './answered.ts';
import { gateway, openApi } from './open-api.ts';

const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A house with a client whose callback is a receiver, and the decision API over it; in two chats. */
async function openCallback() {
  const state = { status: 200 };
  const receiver = await startReceiver((response) => response.writeHead(state.status).end());
  ends.push(() => receiver.close());
  const callback = { url: receiver.url, secretVariable: 'CB', network: 'private' } as const;
  const client: Client = {
    ...gateway,
    may: ['evaluate', 'request'],
    owners: ['petra@acme.test'],
    callbacks: [callback],
  };
  const catalogue = testCatalogue({
    clients: [client],
    channels: { approvals: { slack: 'C0APPROVE', [noEmails.platform]: '1100' }, audit: { slack: 'C0AUDIT' } },
  });
  const store = await tenantStore();
  const chat = createFakeChat(
    ['ada', 'mia', 'lena', 'theo'].map((name) => ({ user: `U${name}`, name, email: `${name}@acme.test` })),
  );
  const other = createFakeChat([{ user: '1ada', name: 'ada there', email: 'ada@acme.test' }], noEmails);
  const endpoint = callbackEndpoint(client, callback);
  const house = createHouse(store, chat, catalogue, [other], (clock) => {
    const sender = createSender([{ endpoint, secrets: [secret] }], clock);
    ends.push(() => sender.close());
    return sender;
  });
  await house.services.importCatalogue();
  await house.settle();
  for (const who of ['Uada', 'Umia', 'Ulena']) await house.say(who, 'mine', {});
  const api = await openApi(house, [client], { publicUrl: 'https://latchkey.acme.test' });
  ends.push(() => api.close());
  return { house, store, api, receiver, state, endpoint, chats: [chat, other] };
}

describe('the end-to-end example (§ End-to-End Manager Approval), with a card in both chats and a callback', () => {
  it('is denied, asked for, shown in both chats, approved in one, called back about, and permitted', async () => {
    const { house, store, api, receiver, chats } = await openCallback();
    const whole = {
      subject: { type: 'user', id: 'mia@acme.test' },
      action: { name: 'console' },
      resource: { type: 'product', id: 'acme-prod' },
    };
    const denied = (await api.ask('/access/v1/evaluation', whole)).json as Denied;
    expect(denied.decision).toBe(false);
    const { expires_at, binding_token } = denied.context.access_request;
    const body = {
      ...whole,
      context: { business_justification: 'Needed for customer renewal review' },
      denial: { evaluation_id: denied.context.evaluation_id, expires_at, binding_token },
      callback: { endpoint: receiver.url, state: 'b3Blbi1kb2N1bWVudC1mbG93', events: ['approved', 'denied'] },
    };
    const elsewhere = { ...body, callback: { endpoint: 'https://elsewhere.test/' } };
    expect(await api.ask('/access/v1/requests', elsewhere)).toMatchObject({ status: 400 });
    // A callback without a state would do as well: this one only lacks its denial.
    const bare = { ...body, denial: undefined, callback: { endpoint: receiver.url } };
    expect((await api.ask('/access/v1/requests', bare)).json).toMatchObject({
      type: 'urn:openid:authzen:access-request:error:invalid_denial_binding',
    });
    const made = await api.ask('/access/v1/requests', body);
    expect(made.status).toBe(202);
    const { task } = made.json as Answered;
    await house.settle();
    for (const one of chats) {
      const card = one.posts.find(({ message }) => cardKind(message) !== undefined)?.message;
      expect(JSON.stringify(card?.headline)).toContain('The system gateway');
    }
    expect(receiver.received).toEqual([]);
    await house.say('Uada', 'approve', { id: (await accessesOf(store, 'mia'))[0]?.id });
    await house.sweep();
    expect(receiver.received).toHaveLength(1);
    const told = receiver.received[0]?.body ?? '';
    const headers: Readonly<Record<string, unknown>> = receiver.received[0]?.headers ?? {};
    expect(JSON.parse(told)).toEqual({
      state: 'b3Blbi1kb2N1bWVudC1mbG93',
      task: { id: task.id, status: 'approved', status_endpoint: task.status_endpoint },
    });
    const expected = new Webhook(secret).sign(
      String(headers['webhook-id']),
      new Date(Number(headers['webhook-timestamp']) * 1_000),
      told,
    );
    expect(headers['webhook-signature']).toBe(expected);
    house.pass(1_000);
    const done = (await api.get(`/access/v1/requests/${task.id}`)).json as Answered;
    expect(done.task.status).toBe('approved');
    const again = { ...whole, context: { approval: done.result.approval } };
    expect((await api.ask('/access/v1/evaluation', again)).json).toMatchObject({
      decision: true,
      context: { approval: { id: done.result.approval.id } },
    });
  });
});

describe('a callback that is gone for a while (§ Callback Completion)', () => {
  it('is held while its endpoint is stopped, and sent when that is resumed', async () => {
    const { house, store, api, receiver, state, endpoint } = await openCallback();
    const whole = {
      subject: { type: 'user', id: 'mia@acme.test' },
      action: { name: 'console' },
      resource: { type: 'product', id: 'acme-prod' },
    };
    const ask = async (name: string) => {
      const one = { ...whole, subject: { type: 'user', id: `${name}@acme.test` } };
      const denied = (await api.ask('/access/v1/evaluation', one)).json as Denied;
      const { expires_at, binding_token } = denied.context.access_request;
      const callback = { endpoint: receiver.url };
      await api.ask('/access/v1/requests', { ...one, denial: { expires_at, binding_token }, callback });
      await house.settle();
      await house.say('Uada', 'deny', { id: (await accessesOf(store, name))[0]?.id });
      await house.sweep();
    };
    state.status = 410;
    await ask('mia');
    expect(await store.webhooks.endpoint(endpoint.id)).toMatchObject({ state: 'ended' });
    await ask('theo');
    expect(receiver.received).toHaveLength(1);
    state.status = 200;
    expect(await house.say('Ulena', 'resume-endpoint', { endpoint: endpoint.id })).toContain('2 events');
    await house.sweep();
    const told = receiver.received.slice(1).map(({ body }) => (JSON.parse(body) as Answered).task.status);
    expect(told).toEqual(['denied', 'denied']);
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(2);
  });
});
