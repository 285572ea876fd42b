import { describe, expect, it } from 'vitest';
import { createGuild } from '../../../../src/chat/discord/connect/guild.ts';
import { createRest } from '../../../../src/chat/discord/connect/rest.ts';
import { ChatRefused, ChatUnavailable } from '../../../../src/ports/chat.ts';
import { fakeClock } from '../helpers.ts';

const own = { guild: '100000000000000001', user: '100000000000000002' };
const idAt = (n: number) => String(200_000_000_000_000_000n + BigInt(n));
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
const limited = (seconds: number) => () =>
  json({ message: 'You are being rate limited.', retry_after: seconds, global: false }, 429, {
    'retry-after': String(seconds),
  });

/** A Discord with so many members. `spoil` may answer a call in its place; it is told which one it is, from 1. */
function large(count: number, spoil: (call: number) => (() => Response) | undefined = () => undefined) {
  const members = new Map(
    Array.from({ length: count }, (_, n) => [
      idAt(n),
      { user: { id: idAt(n), username: `user-${n}` }, roles: [] as string[] },
    ]),
  );
  const asked: string[] = [];
  let calls = 0;
  async function answer(address: string): Promise<Response> {
    const url = new URL(address);
    const spoilt = spoil(++calls);
    await Promise.resolve();
    if (spoilt) return spoilt();
    const one = /\/members\/(\d+)$/.exec(url.pathname)?.[1];
    if (one !== undefined) {
      asked.push(`one ${one}`);
      const member = members.get(one);
      return member ? json(member) : json({ code: 10_007, message: 'Unknown Member' }, 404);
    }
    const after = url.searchParams.get('after') ?? '0';
    asked.push(after);
    const page = [...members.values()].filter(({ user }) => BigInt(user.id) > BigInt(after)).slice(0, 1_000);
    return json(page);
  }
  const clock = fakeClock();
  const rest = createRest({ token: 'the-token', apiUrl: 'https://discord.test/api' }, clock, answer);
  const guild = createGuild({ rest, own, clock });
  return { members, asked, clock, guild, calls: () => calls };
}

async function untilTold<T>(ask: () => Promise<T>): Promise<{ readonly value: T; readonly told: number[] }> {
  const told: number[] = [];
  for (;;) {
    if (told.length > 20) throw new Error('It does not get on');
    try {
      return { value: await ask(), told };
    } catch (error) {
      if (!(error instanceof ChatUnavailable) || error.retryAfterMs === null) throw error;
      told.push(error.retryAfterMs);
    }
  }
}

const fivePages = ['0', idAt(999), idAt(1_999), idAt(2_999), idAt(3_999)];

describe('the list of all members', () => {
  it('is read to its end over many pages that Discord limits, each page once', async () => {
    const discord = large(4_500, (call) => (call === 3 || call === 5 ? limited(10) : undefined));
    const { value, told } = await untilTold(() => discord.guild.everybody());
    expect(value).toHaveLength(4_500);
    expect(new Set(value.map(({ user }) => user.id)).size).toBe(4_500);
    expect(discord.asked).toEqual(fivePages);
    expect(discord.clock.slept).toHaveLength(2);
    expect(Math.min(...discord.clock.slept)).toBeGreaterThanOrEqual(10_000);
    expect(told[0]).toBe(discord.clock.slept[0]);
  });

  it('is read once for all who ask at the same time, and then kept for a minute', async () => {
    const discord = large(1_500);
    const [one, two] = await Promise.all([discord.guild.everybody(), discord.guild.everybody()]);
    expect(one).toEqual(two);
    discord.clock.time += 59_000;
    await discord.guild.everybody();
    expect(discord.asked).toEqual(['0', idAt(999)]);
    discord.clock.time += 2_000;
    await discord.guild.everybody();
    expect(discord.asked).toHaveLength(4);
  });

  it('is kept for a minute from its last page on, however long that took', async () => {
    const discord = large(3_500, (call) => (call % 2 === 0 ? limited(40) : undefined));
    await untilTold(() => discord.guild.everybody());
    expect(discord.clock.slept).toHaveLength(3);
    const before = discord.calls();
    await discord.guild.everybody();
    expect(discord.calls()).toBe(before);
  });

  it('keeps nobody waiting while Discord limits it: who asks is told how long that will be', async () => {
    const discord = large(2_500, (call) => (call === 2 ? limited(10) : undefined));
    let wake: (() => void) | undefined;
    discord.clock.sleep = () => new Promise((resolve) => (wake = resolve));
    const waiting = await Promise.allSettled([discord.guild.everybody(), discord.guild.everybody()]);
    expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    discord.clock.time += 4_000;
    const late = await discord.guild.everybody().catch((error: unknown) => error);
    expect(late).toBeInstanceOf(ChatUnavailable);
    const rest = (late as ChatUnavailable).retryAfterMs ?? 0;
    expect(rest).toBeGreaterThanOrEqual(6_000);
    expect(rest).toBeLessThan(7_000);
    expect(discord.calls()).toBe(2);
    discord.clock.time += rest;
    wake?.();
    await Promise.resolve();
    expect(await untilTold(() => discord.guild.everybody()).then(({ value }) => value.length)).toBe(2_500);
    expect(discord.asked).toEqual(fivePages.slice(0, 3));
  });

  it('is given up when Discord limits it for longer than a minute, or for ever', async () => {
    const long = large(2_500, (call) => (call === 2 ? limited(120) : undefined));
    await expect(long.guild.everybody()).rejects.toBeInstanceOf(ChatUnavailable);
    expect(long.clock.slept).toEqual([]);
    const always = large(2_500, (call) => (call > 1 ? limited(30) : undefined));
    await always.guild.everybody().catch(() => undefined);
    for (let turn = 0; turn < 1_000; turn++) await Promise.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(always.clock.slept.length).toBeGreaterThan(10);
    expect(always.clock.slept.length).toBeLessThanOrEqual(20);
  });

  it.each([
    ['is away', () => json({ message: 'x' }, 503), ChatUnavailable],
    ['refuses', () => json({ code: 50_001, message: 'Missing Access' }, 403), ChatRefused],
  ])('fails at once when Discord %s, and is read anew', async (_what, answer, error) => {
    const discord = large(1_500, (call) => (call === 2 ? answer : undefined));
    await expect(discord.guild.everybody()).rejects.toBeInstanceOf(error);
    expect(await discord.guild.everybody()).toHaveLength(1_500);
    expect(discord.asked).toEqual(['0', '0', idAt(999)]);
    expect(discord.clock.slept).toEqual([]);
  });

  it('knows who came, changed and left while it was read, without beginning again', async () => {
    const discord = large(2_500, (call) => (call === 3 ? limited(5) : undefined));
    let wake: (() => void) | undefined;
    discord.clock.sleep = (ms) =>
      new Promise((resolve) => {
        wake = () => {
          discord.clock.time += ms;
          resolve();
        };
      });
    await discord.guild.everybody().catch(() => undefined);
    const [left, changed, came] = [idAt(3), idAt(4), idAt(-1)];
    discord.members.delete(left);
    discord.members.get(changed)?.roles.push('9');
    discord.members.set(came, { user: { id: came, username: 'new' }, roles: [] });
    for (const user of [left, changed, came]) discord.guild.forget(user);
    wake?.();
    await Promise.resolve();
    const { value } = await untilTold(() => discord.guild.everybody());
    expect(value).toHaveLength(2_500);
    expect(value.find(({ user }) => user.id === left)).toBeUndefined();
    expect(value.find(({ user }) => user.id === changed)?.roles).toEqual(['9']);
    expect(value.find(({ user }) => user.id === came)).toBeDefined();
    expect(discord.asked).toEqual([...fivePages.slice(0, 3), `one ${left}`, `one ${changed}`, `one ${came}`]);
  });

  it('asks again for the one who changed since, and reads all anew after many changes', async () => {
    const discord = large(1_500);
    await discord.guild.everybody();
    discord.members.get(idAt(7))?.roles.push('9');
    discord.guild.forget(idAt(7));
    const after = await discord.guild.everybody();
    expect(after.filter(({ roles }) => roles.includes('9'))).toHaveLength(1);
    expect(discord.asked).toEqual(['0', idAt(999), `one ${idAt(7)}`]);
    for (let n = 0; n < 200; n++) discord.guild.forget(idAt(n));
    await discord.guild.everybody();
    expect(discord.asked.slice(3)).toEqual(['0', idAt(999)]);
  });

  it('keeps what it has when the one who changed cannot be asked about', async () => {
    const discord = large(1_500, (call) => (call === 3 ? () => json({ message: 'x' }, 503) : undefined));
    await discord.guild.everybody();
    discord.members.get(idAt(7))?.roles.push('9');
    discord.guild.forget(idAt(7));
    await expect(discord.guild.everybody()).rejects.toBeInstanceOf(ChatUnavailable);
    const after = await discord.guild.everybody();
    expect(after.filter(({ roles }) => roles.includes('9'))).toHaveLength(1);
    expect(discord.asked).toEqual(['0', idAt(999), `one ${idAt(7)}`]);
  });
});
