import type { ServerResponse } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { vi } from 'vitest';
import type { Catalogue, Endpoint } from '../../../src/domain/catalogue.ts';
import { webhookCodecs } from '../../../src/domain/webhook/codecs.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createSender } from '../../../src/webhooks/sender.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { tenantStore } from '../../support/tenant-store.ts';
import { startReceiver } from '../../webhooks/receiver.ts';

export const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
export const consoleProd = { kind: 'console', product: 'acme-prod', duration: '1h' } as const;

/** A delivery as the receiver has verified it. */
export interface Verified {
  readonly id: string;
  readonly type: string;
  /** When it came, by the house's clock, in ms. */
  readonly at: number;
  readonly data: Record<string, unknown>;
  /** What was answered. */
  readonly status: number;
}

type Answer = number | { readonly status: number; readonly retryAfter?: string; readonly body?: string };

/** What a receiver answers to a verified delivery; 200 unless told otherwise. */
export type Answers = (delivery: Omit<Verified, 'status'>) => Answer;

/** A receiver that verifies each delivery with the stock library, and an endpoint `siem` for it. */
export async function receiving(clockOf: () => number) {
  const verified: Verified[] = [];
  const state: { answers: Answers } = { answers: () => 200 };
  const webhook = new Webhook(secret);
  const receiver = await startReceiver((response: ServerResponse, { body, headers }) => {
    const at = clockOf();
    // The library compares the timestamp with the time of day.
    const now = vi.spyOn(Date, 'now').mockReturnValue(at);
    const parsed = webhook.verify(body, headers as Record<string, string>) as {
      type: string;
      data: Record<string, unknown>;
    };
    now.mockRestore();
    webhookCodecs.get(parsed.type)?.parse(parsed);
    const delivery = { id: String(headers['webhook-id']), type: parsed.type, at, data: parsed.data };
    const given = state.answers(delivery);
    const { status, retryAfter = null, body: text = '' } = typeof given === 'number' ? { status: given } : given;
    verified.push({ ...delivery, status });
    response.writeHead(status, retryAfter === null ? {} : { 'retry-after': retryAfter }).end(text);
  });
  const endpoint: Endpoint = {
    id: 'siem',
    url: receiver.url,
    secretVariable: 'SIEM_WEBHOOK_SECRET',
    events: null,
    entitlements: null,
    network: 'private',
  };
  return { ...receiver, verified, state, endpoint };
}

/** A house with an endpoint; each test has its own. `end` stops what it started. */
export async function openReceivingHouse(change: Partial<Endpoint> = {}, catalogue: Partial<Catalogue> = {}) {
  const store = await tenantStore();
  const chat = createFakeChat(
    ['ada', 'mia', 'theo', 'lena'].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })),
  );
  const current: { house: House | null } = { house: null };
  const receiver = await receiving(() => current.house?.now() ?? 0);
  const ends: (() => Promise<void>)[] = [receiver.close];
  const endpoint = { ...receiver.endpoint, ...change };

  /** A process of its own over the same store, as after a kill; the clock goes on. */
  function start(webhooks: readonly Endpoint[] = [endpoint]): House {
    const before = current.house;
    const house = createHouse(store, chat, testCatalogue({ webhooks, ...catalogue }), [], (clock) => {
      const sender = createSender(
        webhooks.map((one) => ({ endpoint: one, secrets: [secret] })),
        clock,
      );
      ends.push(() => sender.close());
      return sender;
    });
    if (before !== null) house.pass(before.now() - house.now());
    current.house = house;
    return house;
  }
  const house = start();
  await house.services.importCatalogue();
  await house.services.webhooks.endpoints.importEndpoints();
  await house.settle();
  return {
    store,
    chat,
    endpoint,
    receiver,
    house: () => current.house ?? house,
    start,
    end: async () => {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
}

export type ReceivingHouse = Awaited<ReturnType<typeof openReceivingHouse>>;

/** Lets time pass in steps, each followed by what the sweeper does. */
export async function pass(house: House, ms: number, stepMs = 5_000): Promise<void> {
  const until = house.now() + ms;
  while (house.now() < until) {
    house.pass(Math.min(stepMs, until - house.now()));
    await house.sweep();
  }
}

/** The access that somebody has or had last. */
export async function accessOf(store: Store, name: string) {
  const person = await store.people.byEmail(`${name}@acme.test`);
  const [access] = person === null ? [] : await store.accesses.allOf(person.id, 1);
  if (access === undefined) throw new Error(`${name} has no access`);
  return access;
}
