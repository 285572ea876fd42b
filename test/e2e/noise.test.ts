import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { crowd } from './support/crowd.ts';
import type { Exported } from './support/crowd.ts';
import { createMembers, shown } from './support/discord.ts';
import type { Members } from './support/discord.ts';
import { exported } from './support/exported.ts';
import { folder, freePort, startLatchkey, startSandbox } from './support/processes.ts';
import type { Started } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import type { People } from './support/slack.ts';
import { until } from '../support/until.ts';

const commands = 1_000;
const honest = crowd(16);
const before = honest.slice(0, 6);
const during = honest.slice(6);
/** What the tests beside it may add on a small machine, in ms: alone it is 137 ms, and 174 ms beside the noise. */
const fastMs = 3_000;

/** The limits are the defaults. */
const configuration = `
latchkey: { administrators: [lena@acme.test] }
products:
  - { id: acme-prod, name: ACME production, administrators: [ada@acme.test] }
instances:
  - { id: mdm-eu, members: { Reader: [${[...honest, 'gus', 'loop'].map((name) => `${name}@acme.test`).join(', ')}] } }
channels:
  approvals: { slack: C0APPROVE }
  audit: { slack: C0AUDIT }
`;
const request = '/access request console acme-prod';

describe('a guest, an unlinked member and a member in a loop, 1,000 commands each', () => {
  let people: People;
  let members: Members;
  let env: Record<string, string>;
  let unlinked: string;
  const started: Started[] = [];
  let files: Awaited<ReturnType<typeof folder>>;

  beforeAll(async () => {
    files = await folder({ 'latchkey.yml': configuration });
    const config = `${files.path}/latchkey.yml`;
    const port = await freePort();
    const events = `http://127.0.0.1:${port}/slack/events`;
    // Apart, so that the chats' own work doesn't slow the stores.
    const stores = await startSandbox(['--only', 'redis,mongo', '--config', config]);
    const chats = await startSandbox(['--only', 'slack,discord', '--config', config, '--events-url', events]);
    started.push(stores, chats);
    env = { ...chats.env, ...stores.env, LATCHKEY_CONFIG: config };
    started.push(await startLatchkey('worker', env, await freePort()), await startLatchkey('bot', env, port));
    people = createPeople(chats.parts['slack']!);
    members = createMembers(chats.parts['discord']!);
    await people.change('gus', { guest: 'restricted' });
    unlinked = (await members.personas()).find(({ isMember }) => isMember)!.username;
  });
  afterAll(async () => {
    for (const one of started.toReversed()) await one.stop();
    await files.remove();
  });

  const asked = (entries: readonly Exported[], name: string) =>
    entries.find((one) => one.event === 'requested' && one.actor === `${name}@acme.test`);

  /** How long it took from receiving each request to deciding it, in ms: the median. */
  async function usualTime(names: readonly string[]): Promise<number> {
    const entries = await until('every request to be recorded', async () => {
      const all = await exported(env);
      return names.every((name) => asked(all, name)) ? all : null;
    });
    const times = names.map((name) => {
      const { at, facts } = asked(entries, name)!;
      return Date.parse(at) - (facts['ask'] as { heardAt: number }).heardAt;
    });
    return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)]!;
  }

  async function oneAfterTheOther(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await people.type(name, request);
      await people.reads(name, 'app', 'You asked for');
    }
  }

  it('leave a bounded record, are told once, and an honest request is decided within twice its usual time', async () => {
    await oneAfterTheOther(before);
    let isOver = false;
    const noise = Promise.all([
      times(commands, () => people.type('gus', request)),
      times(commands, () => people.type('loop', request)),
      times(commands, () => members.type(unlinked, 'request console product:acme-prod')),
    ]).then(() => (isOver = true));
    await oneAfterTheOther(during);
    expect(isOver).toBe(false);
    await noise;

    const [usual, meanwhile] = [await usualTime(before), await usualTime(during)];
    process.stderr.write(`an honest request is decided in ${usual} ms, in ${meanwhile} ms beside the noise\n`);
    expect(meanwhile).toBeLessThan(Math.max(2 * usual, fastMs));

    const entries = await exported(env);
    const of = (actor: string) => entries.filter((one) => one.actor === actor);
    const outside = entries.filter((one) => one.event === 'refused');
    expect(of('loop@acme.test').map(({ event }) => event)).toEqual(['person', 'requested']);
    // A guest and somebody without an account of ours: one lasting entry an hour each, at most.
    expect(outside.length).toBeLessThanOrEqual(2);
    const told = async (texts: Promise<readonly string[]>) =>
      (await texts).filter((one) => one.includes('faster')).length;
    expect(await told(people.messages('gus', 'app').then((all) => all.map(whole)))).toBe(1);
    expect(await told(people.messages('loop', 'app').then((all) => all.map(whole)))).toBe(1);
    expect(await told(members.messages(unlinked, 'general').then((all) => all.map(shown)))).toBe(1);
  }, 240_000);
});

/** As fast as somebody's program might, one after the other. */
async function times(count: number, run: () => Promise<unknown>): Promise<void> {
  for (let at = 0; at < count; at++) await Promise.all([run(), wait(30)]);
}
