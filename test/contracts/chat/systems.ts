import { Webhook } from 'standardwebhooks';
import { expect } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { until } from '../../support/until.ts';
import { startReceiver } from '../../webhooks/receiver.ts';
import type { Received } from '../../webhooks/receiver.ts';
import { deliveriesOf } from './deliveries.ts';
import type { Place, Seat, Seen } from './seat.ts';
import { names } from './seat.ts';

export const systemSecret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
export const systemToken = 'a-token-of-the-contract-suite';

/** What an endpoint is told of an access, as far as the journeys look at it. */
interface Told {
  readonly type: string;
  readonly data: {
    readonly access: string;
    readonly seq: number;
    readonly subject: string;
    readonly actor: string;
    readonly entitlement: string;
    readonly state: string;
  };
}

/** Another system beside the chat: an endpoint that is told of everything, and a client of the decision API with a callback. */
export async function openSystem() {
  const webhook = new Webhook(systemSecret);
  /** Everything that was received, verified when it came. */
  const received: { readonly id: string; readonly body: Told }[] = [];
  const notices: unknown[] = [];
  const verified = ({ body, headers }: Received) => webhook.verify(body, headers as Record<string, string>);
  let answers = 200;
  const receiver = await startReceiver((response, one) => {
    response.statusCode = answers;
    if (answers !== 200) return void response.end();
    received.push({ id: String(one.headers['webhook-id']), body: verified(one) as Told });
    response.end();
  });
  const callbacks = await startReceiver((response, one) => {
    notices.push(verified(one));
    response.end();
  });
  let seen = 0;

  /** What was told of accesses since the journey began, each event once, by access, in the order that each access had. */
  function told(seat: Seat): readonly string[] {
    const since = new Map(received.slice(seen).map(({ id, body }) => [id, body]));
    const named = (label: string) => names.find((name) => seat.written(name) === label) ?? label;
    const accesses = new Map<string, Told[]>();
    const all = [...since.values()].filter(({ type }) => type.startsWith('access.'));
    for (const one of all) accesses.set(one.data.access, [...(accesses.get(one.data.access) ?? []), one]);
    return [...accesses.values()]
      .map((events) =>
        events
          .toSorted((one, other) => one.data.seq - other.data.seq)
          .map(
            ({ type, data }) =>
              `${type} by ${named(data.actor)}: ${named(data.subject)} ${data.entitlement} ${data.state}`,
          ),
      )
      .toSorted((one, other) => (one.join() < other.join() ? -1 : 1))
      .flat();
  }

  return {
    yaml: `
webhooks:
  - { id: siem, url: "${receiver.url}", secret: { env: SIEM }, network: private }
clients:
  - id: gateway
    token: { env: GATEWAY }
    products: [acme-prod]
    may: [evaluate, request]
    owners: [petra@acme.test]
    callbacks: [{ url: "${callbacks.url}", secret: { env: CALLBACK }, network: private }]
`,
    callback: callbacks.url,
    /** What came at the callback. */
    notices: notices as readonly unknown[],
    /** The endpoint answers 410 from now on, so that nothing more is sent to it; or takes what comes. */
    isGone: (isGone: boolean) => void (answers = isGone ? 410 : 200),
    /** A journey begins: what was told before belongs to others. */
    begin: () => void (seen = received.length),
    /** What the endpoint is told of a journey is what the snapshot has (`deliveries.ts`), no more and no less. */
    delivered: (seat: Seat, journey: string): Promise<void> => expectTold(seat, deliveriesOf(journey)),
    expectTold,
    async close(): Promise<void> {
      await receiver.close();
      await callbacks.close();
    },
  };

  /** The endpoint is told of these since the journey began, no more and no less. */
  async function expectTold(seat: Seat, wanted: readonly string[]): Promise<void> {
    await until('the deliveries of the journey', () => told(seat).length >= wanted.length).catch(() => undefined);
    expect(told(seat)).toEqual(wanted);
  }
}

export type System = Awaited<ReturnType<typeof openSystem>>;

interface Answer {
  readonly decision: boolean;
  readonly context: {
    readonly access_request?: { readonly expires_at: string; readonly binding_token: string };
    readonly approval?: { readonly id: string };
  };
  readonly task: { readonly id: string; readonly status: string; readonly status_endpoint: string };
  readonly result: { readonly approval: { readonly id: string } };
}

/** The profile’s end-to-end example (§ End-to-End Manager Approval) with a card in the real chat, and the real HTTP listener. */
export async function endToEnd(
  { seat, system, latchkey }: { readonly seat: Seat; readonly system: System; readonly latchkey: Running },
  reads: (place: Place, ...words: readonly string[]) => Promise<Seen>,
): Promise<void> {
  const headers = { authorization: `Bearer ${systemToken}`, 'content-type': 'application/json' };
  const call = async (path: string, body?: object) => {
    const url = path.startsWith('http') ? path : `http://127.0.0.1:${latchkey.port}${path}`;
    const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(url, { ...init, headers });
    return { status: response.status, json: (await response.json()) as Answer };
  };
  const whole = {
    subject: { type: 'user', id: 'nina@acme.test' },
    action: { name: 'console' },
    resource: { type: 'product', id: 'acme-prod' },
  };
  const denied = (await call('/access/v1/evaluation', whole)).json;
  expect(denied.decision).toBe(false);
  const made = await call('/access/v1/requests', {
    ...whole,
    context: { business_justification: 'Needed for customer renewal review' },
    denial: denied.context.access_request,
    callback: { endpoint: system.callback, state: 'b3Blbi1kb2N1bWVudC1mbG93', events: ['approved'] },
    client: { source: { external_url: 'https://tickets.acme.test/7' } },
  });
  expect([made.status, made.json.task.status]).toEqual([202, 'pending']);
  const card = await reads('approvals', 'gateway', ' wants ', 'Needed for customer renewal review');
  expect(card.buttons).toEqual(expect.arrayContaining(['Approve', 'Deny']));
  await seat.press('ada', 'approvals', card, 'Approve');
  const notice = await until('the callback', () => system.notices[0]);
  expect(notice).toEqual({
    state: 'b3Blbi1kb2N1bWVudC1mbG93',
    task: { id: made.json.task.id, status: 'approved', status_endpoint: made.json.task.status_endpoint },
  });
  const done = (await call(made.json.task.status_endpoint)).json;
  expect(done.task.status).toBe('approved');
  const again = { ...whole, context: { approval: done.result.approval } };
  const permitted = await until('to be permitted', async () => {
    const { json } = await call('/access/v1/evaluation', again);
    return json.decision && json;
  });
  expect(permitted.context.approval?.id).toBe(done.result.approval.id);
  expect((await reads('approvals', ' has ', 'Needed for customer renewal review')).id).toBe(card.id);
}
