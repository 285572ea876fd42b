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
async function open(change: Partial<Endpoint> = {}): Promise<ReceivingHouse> {
  const one = await openReceivingHouse({ events: ['access.requested'], ...change });
  opened.push(one);
  return one;
}

/** What the audit channel was told. */
const posted = ({ chat }: ReceivingHouse) =>
  chat.posts.filter(({ channel }) => channel === 'C0AUDIT').map(({ message }) => JSON.stringify(message));
const entries = async ({ store }: ReceivingHouse) =>
  (await store.chain.newest(200)).filter(({ event }) => event === 'endpoint').map(({ facts }) => facts['what']);
const asked = (world: ReceivingHouse, name: string) => world.house().say(`U${name}`, 'request', consoleProd);

describe('an endpoint whose deliveries all fail for a day', () => {
  it('is paused, reported, and resumed from where it stopped', async () => {
    const world = await open();
    world.receiver.state.answers = () => ({ status: 500, body: 'out of disk' });
    await asked(world, 'mia');
    await pass(world.house(), 23 * hour, hour);
    expect(await world.store.webhooks.endpoint('siem')).toMatchObject({ state: 'on' });
    await pass(world.house(), 2 * hour, hour / 2);
    expect(await world.store.webhooks.endpoint('siem')).toMatchObject({ state: 'paused' });
    expect(await entries(world)).toEqual(['added', 'paused']);
    const report = posted(world).filter((text) => text.includes('latchkey webhooks resume siem'));
    expect(report).toHaveLength(1);
    expect(report[0]).toContain('500: out of disk');
    // While it's paused, nothing is sent, and nothing is lost.
    const tried = world.receiver.verified.length;
    await asked(world, 'theo');
    await pass(world.house(), 9 * 24 * hour, 24 * hour);
    expect(world.receiver.verified).toHaveLength(tried);
    world.receiver.state.answers = () => 200;
    const { replay } = world.house().services.webhooks;
    const resumed = await replay.resume(world.endpoint, { actorLabel: 'root (command line)', via: 'cli' });
    expect(resumed).toMatchObject({ sent: 2 });
    await world.house().sweep();
    expect(world.receiver.verified.slice(tried).map(({ data }) => data['subject'])).toEqual(
      expect.arrayContaining(['mia@acme.test', 'theo@acme.test']),
    );
    expect(world.receiver.verified[tried]?.id).toBe(world.receiver.verified[0]?.id);
    expect(await entries(world)).toEqual(['added', 'paused', 'resumed']);
    expect(await replay.resume(world.endpoint, { via: 'cli' })).toBeNull();
  });

  it('stays on where it refuses one event alone, which is reported', async () => {
    const world = await open();
    world.receiver.state.answers = () => ({ status: 400, body: 'I don’t know console:acme-prod' });
    await asked(world, 'mia');
    await pass(world.house(), 25 * hour, hour);
    expect(await world.store.webhooks.endpoint('siem')).toMatchObject({ state: 'on' });
    const [delivery] = await world.store.webhooks.list('siem', 1);
    expect(delivery).toMatchObject({ state: 'pending', isReported: true });
    const reports = () => posted(world).filter((text) => text.includes('keeps failing'));
    expect(reports()).toHaveLength(1);
    expect(reports()[0]).toContain(`latchkey webhooks replay siem --message ${delivery?.id}`);
    // For three days, then no more, and without another report.
    await pass(world.house(), 60 * hour, hour);
    expect(await world.store.webhooks.byId(delivery?.id ?? '')).toMatchObject({ state: 'given-up' });
    expect(reports()).toHaveLength(1);
    expect(await entries(world)).toEqual(['added']);
  });

  it('is told to the Latchkey administrators where there is no audit channel', async () => {
    const one = await openReceivingHouse({ events: ['access.requested'] }, { channels: { approvals: {}, audit: {} } });
    opened.push(one);
    await one.house().say('Ulena', 'mine', {});
    one.receiver.state.answers = () => 502;
    await asked(one, 'mia');
    await pass(one.house(), 26 * hour, hour);
    const told = one.chat.posts.filter(({ channel }) => channel === 'D-Ulena').map(({ message }) => message.summary);
    expect(told.filter((text) => text.includes('so it’s paused'))).toHaveLength(1);
  });
});

describe('an endpoint that answers 410', () => {
  it('is stopped at once, reported, and resumed where that was a mistake', async () => {
    const world = await open();
    world.receiver.state.answers = () => 410;
    await asked(world, 'mia');
    expect(await world.store.webhooks.endpoint('siem')).toMatchObject({ state: 'ended' });
    await asked(world, 'theo');
    await pass(world.house(), hour, 10 * minute);
    expect(world.receiver.verified).toHaveLength(1);
    expect(posted(world).some((text) => text.includes('410 Gone, so nothing more is sent'))).toBe(true);
    world.receiver.state.answers = () => 200;
    const resumed = await world.house().services.webhooks.replay.resume(world.endpoint, { via: 'cli' });
    expect(resumed).toMatchObject({ sent: 2 });
    await world.house().sweep();
    expect(world.receiver.verified.filter(({ status }) => status === 200)).toHaveLength(2);
    expect(await entries(world)).toEqual(['added', 'ended', 'resumed']);
  });
});

describe('the Resume button of the report', () => {
  async function paused() {
    const world = await open();
    world.receiver.state.answers = () => 410;
    await asked(world, 'mia');
    await asked(world, 'theo');
    world.receiver.state.answers = () => 200;
    const report = world.chat.posts.find(
      ({ message }) => message.title === 'Webhook endpoint siem is stopped',
    )?.message;
    const [button] = report?.buttons ?? [];
    if (button === undefined) throw new Error('The report has no button');
    return { ...world, press: (who: string) => world.house().say(who, button.command, button.args), button };
  }

  it('sends what was missed, for Latchkey administrators alone, and is in the record with who pressed it', async () => {
    const world = await paused();
    expect(world.button).toMatchObject({ label: 'Resume', confirm: { yes: 'Resume' } });
    expect(await world.press('Uada')).toContain('Only Latchkey administrators');
    await world.house().sweep();
    expect(world.receiver.verified).toHaveLength(1);
    expect(await world.press('Ulena')).toBe('The endpoint siem is resumed. 2 events that it missed will be sent.');
    await world.house().sweep();
    expect(world.receiver.verified.filter(({ status }) => status === 200)).toHaveLength(2);
    const entry = (await world.store.chain.newest(50)).findLast(({ event }) => event === 'endpoint');
    expect(entry).toMatchObject({
      actor: 'lena@acme.test',
      via: 'slack',
      facts: { what: 'resumed', endpoint: 'siem' },
    });
    expect(await world.press('Ulena')).toContain('isn’t paused any more');
    expect(await entries(world)).toEqual(['added', 'ended', 'resumed']);
  });

  it('says so where the endpoint was taken out of the file', async () => {
    const world = await paused();
    world.start([]);
    expect(await world.press('Ulena')).toContain('no endpoint siem in latchkey.yml');
  });
});

describe('what latchkey.yml says of endpoints', () => {
  it('is recorded when it changes, without what its address may hide', async () => {
    const world = await open({ url: 'https://siem.acme.test/in/s3cret-path' });
    const restart = async (webhooks: readonly Endpoint[]) => {
      const house = world.start(webhooks);
      await house.services.webhooks.endpoints.importEndpoints();
      await house.services.webhooks.endpoints.importEndpoints();
      await house.settle();
    };
    await restart([world.endpoint]);
    await restart([{ ...world.endpoint, events: ['access.*'] }]);
    await restart([]);
    await restart([world.endpoint]);
    expect(await entries(world)).toEqual(['added', 'changed', 'removed', 'added']);
    const all = JSON.stringify(await world.store.chain.newest(200));
    expect(all).toContain('https://siem.acme.test');
    expect(all).not.toContain('s3cret-path');
    expect(posted(world).join('\n')).toContain(
      'the endpoint siem (https://siem.acme.test) is told of events from now on',
    );
  });
});

describe('what happened', () => {
  it('is sent again from any point, all or what was not delivered, with the ids that it had', async () => {
    const world = await open({ events: ['access.requested', 'access.cancelled'] });
    await asked(world, 'mia');
    world.house().pass(hour);
    const later = world.house().now();
    await asked(world, 'theo');
    await world.house().say('Utheo', 'cancel', { id: (await accessOf(world.store, 'theo')).id });
    const first = world.receiver.verified.map(({ id }) => id);
    expect(first).toHaveLength(3);
    const { replay } = world.house().services.webhooks.replay;
    expect(await replay(world.endpoint, { from: later, all: false })).toBe(0);
    expect(await replay(world.endpoint, { from: later, all: true })).toBe(2);
    await world.house().sweep();
    expect(world.receiver.verified.slice(3).map(({ id }) => id)).toEqual(first.slice(1));
    // Also what was forgotten long ago.
    world.house().pass(30 * 24 * hour);
    await world.store.webhooks.forget(world.house().now());
    expect(await world.store.webhooks.list('siem', 9)).toEqual([]);
    expect(await replay(world.endpoint, { from: 0, to: later - 1, all: false })).toBe(1);
    await world.house().sweep();
    expect(world.receiver.verified.some(({ id }, index) => index >= 5 && id === first[0])).toBe(true);
  });
});

it('tries what waits for its next attempt at once where somebody has it sent again', async () => {
  const world = await open();
  world.receiver.state.answers = () => 500;
  await asked(world, 'mia');
  await pass(world.house(), hour, 10 * minute);
  const failed = world.receiver.verified.length;
  expect(await world.store.webhooks.countPending('siem')).toBe(1);
  world.receiver.state.answers = () => 200;
  expect(await world.house().services.webhooks.replay.replay(world.endpoint, { from: 0, all: false })).toBe(1);
  await world.house().sweep();
  expect(world.receiver.verified).toHaveLength(failed + 1);
  expect(await world.store.webhooks.countPending('siem')).toBe(0);
});
