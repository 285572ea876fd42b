import { describe, expect, it } from 'vitest';
import { cardKind } from '../support/card-kind.ts';
import { accessesOf } from '../support/open-house.ts';
import { asCrm, console_, start, user } from './asking.ts';

const whole = { subject: user('mia'), ...console_ };

describe('a justification', () => {
  it('is drawn without characters that turn its direction', async () => {
    const { request, chat } = await start();
    await request(whole, { context: { business_justification: 'Pay \u202etxt\u202c now\nsecond line' } });
    const cards = JSON.stringify(chat.posts.filter(({ message }) => cardKind(message) === 'grant'));
    expect(cards).toContain(String.raw`Pay txt now\nsecond line`);
    expect(cards).not.toContain('\u202e');
  });
});

describe('asking for what is open already', () => {
  it('tells the person once about each system, however often it asks', async () => {
    const { request, chat, store } = await start();
    const told = () =>
      chat.posts.filter(({ message }) => message.buttons?.some(({ command }) => command === 'not-asked'));
    for (let times = 0; times < 3; times += 1) expect((await request(whole)).status).toBe(202);
    expect(told()).toHaveLength(1);
    for (let times = 0; times < 2; times += 1) expect((await request(whole, {}, asCrm)).status).toBe(202);
    expect(told()).toHaveLength(2);
    expect((await accessesOf(store, 'mia'))[0]?.events).toHaveLength(5);
  });

  it('tells the person again where they said that it wasn’t them, once the system may ask again', async () => {
    const { request, chat, house, store } = await start();
    const told = () =>
      chat.posts.filter(({ message }) => message.buttons?.some(({ command }) => command === 'not-asked'));
    await house.say('Umia', 'request', { entitlement: 'console:acme-prod' });
    await request(whole);
    expect(told()).toHaveLength(1);
    const [access] = await accessesOf(store, 'mia');
    await house.say('Umia', 'not-asked', { id: access?.id, by: 'client:gateway' });
    house.pass(86_400_001);
    expect((await request(whole)).status).toBe(202);
    expect(told()).toHaveLength(2);
  });

  it('checks the end that is asked for as if nothing were open', async () => {
    const day = 86_400_000;
    const stages = [{ of: { kind: 'authority' as const }, count: 1 }];
    const rule = { match: { kind: 'console' as const }, stages, durationMs: day, maxDurationMs: day, always: null };
    const { request, store } = await start({ rules: [rule] });
    const until = (requested_until: string) => request(whole, { requested_access: { requested_until } });
    const past = await until('2020-01-01T00:00:00Z');
    expect(past).toMatchObject({ status: 400, json: { detail: expect.stringContaining('already passed') } });
    const late = await until('2099-01-01T00:00:00Z');
    expect(late).toMatchObject({ status: 400, json: { detail: expect.stringContaining('maximum') } });
    expect((await request(whole)).status).toBe(202);
    expect(await until('2099-01-01T00:00:00Z')).toMatchObject({ status: 400, json: late.json });
    expect(await until('2020-01-01T00:00:00Z')).toMatchObject({ status: 400, json: past.json });
    expect((await accessesOf(store, 'mia'))[0]?.events.map(({ event }) => event)).toEqual(['requested']);
  });
});
