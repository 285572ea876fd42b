import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommunity } from './support/community.ts';
import type { Community } from './support/community.ts';
import { shown } from './support/discord.ts';
import { freePort, latchkey } from './support/processes.ts';
import { until } from '../support/until.ts';

const [moderator, member, shy, leaver] = [
  '300000000000000301',
  '300000000000000302',
  '300000000000000303',
  '300000000000000304',
] as const;
const configuration = `
people: { members: ['discord:${member}', 'discord:${shy}', 'discord:${leaver}'] }
products: [{ id: forum, name: The forum, administrators: ['discord:${moderator}'] }]
channels:
  approvals: { discord: '1100' }
  audit: { discord: '1200' }
`;

describe('Discord in trouble', () => {
  let community: Community;
  let members: Community['members'];
  let env: Community['env'];

  beforeAll(async () => {
    community = await startCommunity(configuration);
    ({ members, env } = community);
  });
  afterAll(() => community.stop());

  const ask = (who: string, reason: string) =>
    members.type(who, `request console product:forum duration:1h reason:${reason}`);

  it('the Gateway goes in the middle of an approval: nothing is decided twice or lost, and the next click counts', async () => {
    await ask(member, 'before the gap');
    const card = await members.reads(moderator, '1100', ' wants ', 'before the gap');
    await members.ask('/gateway/disconnect', { resumable: true, forMs: 4_000 });
    await members.press(moderator, '1100', card, 'Approve');
    await until('the Gateway to be back', async () => {
      const { gateway } = await members.ask<{ gateway: { connections: number } }>('/world');
      return gateway.connections > 0;
    });
    const again = await members.reads(moderator, '1100', 'before the gap');
    if (shown(again).includes(' wants ')) await members.press(moderator, '1100', again, 'Approve');
    await members.reads(member, 'app', 'You have', 'forum');
    const approved = (await latchkey(['audit', 'export', '--json'], env)).out
      .split('\n')
      .filter((line) => line.includes('"event":"approved"'));
    expect(approved).toHaveLength(1);
    const back = await members.reads(member, 'app', 'You have', 'forum');
    await members.press(member, 'app', back, 'Give back');
    await members.reads(moderator, '1100', ' no longer has ', 'before the gap');
  });

  it('an answer that comes when the interaction is too old goes into the direct messages', async () => {
    await members.ask('/faults', {
      method: 'PATCH /webhooks/:app/:token/messages/:message',
      times: 1,
      status: 401,
      code: 50027,
    });
    await ask(member, 'answered late');
    await members.reads(member, 'app', 'You asked for');
    const card = await members.reads(moderator, '1100', ' wants ', 'answered late');
    await members.press(moderator, '1100', card, 'Deny', 'not today');
    expect(shown(await members.reads(member, 'app', 'was denied', 'not today'))).toContain('forum');
  });

  it('who has closed their direct messages is told in the approvals channel', async () => {
    await members.ask(`/users/${shy}`, { dmsClosed: true }, 'PATCH');
    await ask(shy, 'shy');
    const card = await members.reads(moderator, '1100', ' wants ', 'shy');
    await members.press(moderator, '1100', card, 'Approve');
    await members.reads(shy, '1100', 'direct messages are closed', 'You have');
  });

  it('who has left is not given anything, and who decided reads why', async () => {
    await ask(leaver, 'leaving');
    const card = await members.reads(moderator, '1100', ' wants ', 'leaving');
    await members.ask(`/users/${leaver}/leave`, {});
    await members.press(moderator, '1100', card, 'Approve');
    await members.reads(moderator, '1100', '’s request for', 'leaving', 'left');
  });

  it.each([
    ['a server that the bot does not know', { DISCORD_GUILD_ID: '999' }, 'DISCORD_GUILD_ID'],
    ['a token that is none', { DISCORD_TOKEN: 'bm90aGluZw.nothing.at-all' }, 'DISCORD_TOKEN'],
    ['an application id that is none', { DISCORD_APPLICATION_ID: 'latchkey' }, 'DISCORD_APPLICATION_ID'],
  ])('%s stops the start with a sentence', async (_what, change, variable) => {
    const run = await latchkey(['start'], { ...env, ...change, PORT: String(await freePort()) });
    expect(run.code).not.toBe(0);
    expect(run.err).toContain(variable);
    expect(run.err).not.toContain('    at ');
  });
});
