import { afterEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/domain/catalogue.ts';
import { accessOf, consoleProd, openReceivingHouse, pass } from './receiving.ts';
import type { ReceivingHouse } from './receiving.ts';

const minute = 60_000;
const hour = 60 * minute;
const opened: ReceivingHouse[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.end();
});
/** What becomes of an access, without what happens to people beside it. */
const steps = ['requested', 'approved', 'denied', 'cancelled', 'started', 'expired', 'revoked'];
async function open(change: Partial<Endpoint> = {}): Promise<ReceivingHouse> {
  const one = await openReceivingHouse({ events: steps.map((step) => `access.${step}`), ...change });
  opened.push(one);
  return one;
}

/** Mia asks, Ada approves, it starts. */
async function given({ house, store }: ReceivingHouse, name = 'mia'): Promise<string> {
  await house().say(`U${name}`, 'request', consoleProd);
  const { id } = await accessOf(store, name);
  await house().say('Uada', 'approve', { id });
  return id;
}

const types = ({ receiver }: ReceivingHouse) => receiver.verified.map(({ type }) => type.replace('access.', ''));

describe('an endpoint', () => {
  it('is told of each event of an access, once and in order, signed so that the stock library verifies it', async () => {
    const world = await open();
    const id = await given(world);
    await world.house().say('Uada', 'revoke', { ...consoleProd, who: [{ kind: 'email', email: 'mia@acme.test' }] });
    const revoke = await world.store.accesses.byId(id);
    if (revoke?.access.state === 'active') await world.house().say('Umia', 'give-back', { id });
    expect(types(world)).toEqual(['requested', 'approved', 'started', 'revoked']);
    const { verified } = world.receiver;
    expect(verified.map(({ data }) => data['seq'])).toEqual([1, 2, 3, 4]);
    expect(new Set(verified.map((one) => one.id)).size).toBe(4);
    expect(verified.at(-1)?.data).toMatchObject({ access: id, state: 'ended', now: { state: 'ended', seq: 4 } });
    await pass(world.house(), 10 * minute, minute);
    expect(verified).toHaveLength(4);
    // Nothing is left that anybody would look at again.
    expect(await world.store.webhooks.dueLanes(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
  });

  it('is told of people too where it doesn’t say, and of no refusal or import', async () => {
    const world = await open({ events: null });
    await given(world);
    expect(new Set(types(world))).toEqual(new Set(['person.linked', 'requested', 'approved', 'started']));
  });

  it('is told what it asks for, and nothing that isn’t about its entitlements', async () => {
    const world = await open({ events: ['access.started', 'access.ref*'], entitlements: ['role:mdm-eu/*'] });
    await given(world);
    world.house().pass(1_000);
    await world.house().say('Umia', 'request', { kind: 'role', role: 'Help desk', instance: 'mdm-eu' });
    const { id } = await accessOf(world.store, 'mia');
    await world.house().say('Umia', 'approve', { id });
    await world.house().say('Uada', 'approve', { id });
    expect(types(world)).toEqual(['refused', 'started']);
    expect(world.receiver.verified.map(({ data }) => data['seq'])).toEqual([2, 4]);
  });

  it('is asked again with growing pauses, the same id and how the access is by then', async () => {
    const world = await open({ events: ['access.started', 'access.expired'] });
    world.receiver.state.answers = () => ({ status: 500, body: 'x'.repeat(2_000) });
    await given(world);
    await pass(world.house(), 4 * minute);
    const began = world.receiver.verified[0]?.at ?? 0;
    const after = world.receiver.verified.map(({ at }) => at - began);
    expect(after).toHaveLength(4);
    // 5 s, 30 s, 2 min, each up to a fifth sooner or later, and up to 5 s until somebody sweeps.
    for (const [index, [from, to]] of [
      [0, 0],
      [4, 11],
      [24, 41],
      [96, 149],
    ].entries()) {
      const pause = ((after[index] ?? 0) - (after[index - 1] ?? 0)) / 1_000;
      expect(pause).toBeGreaterThanOrEqual(from ?? 0);
      expect(pause).toBeLessThanOrEqual(to ?? 0);
    }
    expect(new Set(world.receiver.verified.map(({ id }) => id)).size).toBe(1);
    await pass(world.house(), 57 * minute, minute);
    world.receiver.state.answers = () => 200;
    await pass(world.house(), hour, minute);
    const { verified } = world.receiver;
    const [expired] = verified.filter(({ type }) => type === 'access.expired');
    const last = verified.filter(({ type }) => type === 'access.started').at(-1);
    expect(last).toMatchObject({ status: 200, data: { seq: 3, state: 'active', now: { state: 'ended', seq: 4 } } });
    expect(expired?.status).toBe(500);
    const [delivery] = await world.store.webhooks.list('siem', 1);
    expect(delivery?.attempts[0]).toMatchObject({ status: 500, answer: 'x'.repeat(1_024) });
  });

  it('has the next event wait for the one before for two minutes, and the end of an access not at all', async () => {
    const world = await open();
    world.receiver.state.answers = ({ type }) => (type === 'access.requested' ? 400 : 200);
    const id = await given(world);
    expect(types(world)).toEqual(['requested']);
    await world.house().say('Umia', 'give-back', { id });
    expect(types(world)).toEqual(['requested', 'revoked']);
    await pass(world.house(), 2 * minute + 5_000);
    // What isn't accepted goes on being retried by itself, also between the others.
    const others = types(world).filter((type) => type !== 'requested');
    expect(others).toEqual(['revoked', 'approved', 'started']);
    const waited = world.receiver.verified.find(({ type }) => type === 'access.approved');
    expect((waited?.at ?? 0) - (world.receiver.verified[0]?.at ?? 0)).toBeGreaterThanOrEqual(2 * minute);
    expect(types(world).filter((type) => type === 'requested').length).toBeGreaterThan(2);
  });

  it('gets what waited in order as soon as it’s back', async () => {
    const world = await open();
    world.receiver.state.answers = () => 503;
    await given(world);
    await pass(world.house(), 20 * minute, 30_000);
    world.receiver.state.answers = () => 200;
    await pass(world.house(), 30 * minute, 30_000);
    const accepted = world.receiver.verified.filter(({ status }) => status === 200);
    expect(accepted.map(({ type }) => type)).toHaveLength(3);
    expect(new Set(accepted.map(({ data }) => data['seq']))).toEqual(new Set([1, 2, 3]));
    const first = accepted[0]?.at ?? 0;
    expect(accepted.every(({ at }) => at - first <= 30_000)).toBe(true);
  });

  it('that says 429 is left alone, all of it, then asked by one at a time', async () => {
    const world = await open({ events: ['access.requested'] });
    world.receiver.state.answers = () => ({ status: 429, retryAfter: '600' });
    await world.house().say('Umia', 'request', consoleProd);
    await world.house().say('Utheo', 'request', consoleProd);
    await pass(world.house(), 9 * minute, minute);
    expect(world.receiver.verified).toHaveLength(1);
    world.receiver.state.answers = () => 200;
    await pass(world.house(), 2 * minute, 10_000);
    expect(world.receiver.verified.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(await world.store.webhooks.endpoint('siem')).toMatchObject({ sparedTimes: 0, failingSince: null });
  });

  it('is not followed where it leads elsewhere', async () => {
    const world = await open({ events: ['access.requested'] });
    world.receiver.state.answers = () => 302;
    await world.house().say('Umia', 'request', consoleProd);
    const [delivery] = await world.store.webhooks.list('siem', 1);
    expect(delivery).toMatchObject({ state: 'pending', attempts: [{ status: 302 }] });
  });

  it('is told nothing of an access that somebody changed in MongoDB, nor of one that is gone', async () => {
    const world = await open();
    const { deliver } = world.house().services;
    const now = world.house().now();
    const gone = {
      id: 'msg_gone',
      endpoint: 'siem',
      lane: 'siem/access/gone',
      seq: 1,
      type: 'access.started',
      source: { kind: 'access', access: 'gone', n: 1 },
      at: now,
      createdAt: now,
      state: 'pending',
      nextAt: now,
      tries: 0,
      firstAt: null,
      isReported: false,
      attempts: [],
    } as const;
    await world.store.webhooks.add([gone]);
    await deliver('siem/access/gone');
    expect(await world.store.webhooks.byId('msg_gone')).toMatchObject({ state: 'dropped', attempts: [] });
    expect(world.receiver.verified).toEqual([]);
  });

  it('that latchkey.yml no longer names is told nothing more', async () => {
    const world = await open();
    world.receiver.state.answers = () => 500;
    await given(world);
    const tried = world.receiver.verified.length;
    const house = world.start([]);
    await house.services.webhooks.endpoints.importEndpoints();
    await pass(house, 5 * minute, minute);
    expect(world.receiver.verified).toHaveLength(tried);
    expect(await world.store.webhooks.countPending('siem')).toBe(0);
  });
});

describe('deliveries', () => {
  it('survive an hour’s outage, ten kills of the worker and Redis emptied: each event at least once', async () => {
    const world = await open();
    world.receiver.state.answers = () => 500;
    const ids = [await given(world), await given(world, 'theo')];
    for (let kill = 0; kill < 10; kill++) {
      // Killed between sending and noting it, with whatever was in the queue.
      const house = world.house();
      house.jobs.length = 0;
      await pass(world.start(), 6 * minute, minute);
    }
    world.receiver.state.answers = () => 200;
    await pass(world.house(), 3 * hour, minute);
    const accepted = world.receiver.verified.filter(({ status }) => status === 200);
    for (const id of ids) {
      const seqs = new Set(accepted.filter(({ data }) => data['access'] === id).map(({ data }) => data['seq']));
      expect(seqs).toEqual(new Set([1, 2, 3, 4]));
    }
    expect(await world.store.webhooks.countPending('siem')).toBe(0);
  });

  it('go to another worker where one died while it was sending, with the same id', async () => {
    const world = await open({ events: ['access.requested'] });
    await world.house().call('Umia', 'request', consoleProd);
    // Claimed by somebody who is no more.
    const { house, store } = world;
    let dead = false;
    const { webhooks } = store;
    const settle = webhooks.settle.bind(webhooks);
    Object.assign(webhooks, {
      settle: (...args: Parameters<typeof settle>) => (dead ? Promise.reject(new Error('killed')) : settle(...args)),
    });
    dead = true;
    await house()
      .settle()
      .catch(() => undefined);
    dead = false;
    house().jobs.length = 0;
    expect(world.receiver.verified).toHaveLength(1);
    await pass(world.start(), 2 * minute, 10_000);
    expect(world.receiver.verified.map(({ id }) => id)).toEqual([
      world.receiver.verified[0]?.id,
      world.receiver.verified[0]?.id,
    ]);
    expect(await store.webhooks.countPending('siem')).toBe(0);
  });

  it('are taken away a week after they are done', async () => {
    const world = await open({ events: ['access.requested'] });
    await world.house().say('Umia', 'request', consoleProd);
    expect(await world.store.webhooks.list('siem', 9)).toHaveLength(1);
    world.house().pass(7 * 24 * hour - minute);
    await world.house().sweep();
    expect(await world.store.webhooks.list('siem', 9)).not.toHaveLength(0);
    world.house().pass(2 * minute);
    await world.house().sweep();
    const left = await world.store.webhooks.list('siem', 9);
    expect(left.filter(({ at }) => at < world.house().now() - 24 * hour)).toEqual([]);
  });
});
