import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommunity } from './support/community.ts';
import type { Community } from './support/community.ts';
import { shown } from './support/discord.ts';
import { latchkey } from './support/processes.ts';
import { until } from '../support/until.ts';

const [moderator, second, member] = ['300000000000000101', '300000000000000102', '300000000000000103'] as const;
const configuration = `
latchkey: { administrators: ['discord:${moderator}'] }
people: { members: ['discord:${member}'] }
instances:
  - id: guild
    name: The server
    members: { Administrator: ['discord:${moderator}', 'discord:${second}'] }
    groups: [{ name: Event crew, members: [] }]
channels:
  approvals: { discord: '1100' }
  audit: { discord: '1200' }
targets:
  - { entitlement: 'role:guild/Event crew', discord: '2100' }
`;

describe('a community with Discord alone', () => {
  let community: Community;
  let members: Community['members'];
  let env: Community['env'];

  beforeAll(async () => {
    community = await startCommunity(configuration);
    ({ members, env } = community);
  });
  afterAll(() => community.stop());

  it('a member asks, a moderator approves, the role comes, and goes when it is revoked', async () => {
    await members.type(member, 'request role instance:guild role:Event crew duration:2h reason:the meetup');
    const card = await members.reads(second, '1100', ' wants ', 'the meetup');
    await members.press(second, '1100', card, 'Approve');
    await members.reads(member, 'app', 'You have', 'Event crew');
    await until('the role to appear', async () => (await members.roles(member)).length === 1);

    await members.type(moderator, `revoke role instance:guild role:Event crew who:<@${member}> reason:over`);
    const question = await members.reads(moderator, 'general', 'Revoke', 'Event crew');
    await members.press(moderator, 'general', question, 'Revoke');
    await members.reads(member, 'app', 'was revoked');
    await until('the role to go', async () => (await members.roles(member)).length === 0);
    const log = await members.auditLog();
    expect(log.map(({ action }) => action)).toEqual(['role-given', 'role-taken']);
    for (const { reason } of log) expect(reason).toMatch(/\b[0-9a-z]{12}\b/);
  });

  it('a moderator grants', async () => {
    await members.type(moderator, `grant role instance:guild role:Event crew who:<@${member}> duration:1h`);
    await members.reads(member, 'app', 'You have', 'Event crew', '1 hour');
    await until('the role to appear', async () => (await members.roles(member)).length === 1);
  });

  it('who is not declared can read help, and is told kindly about the rest', async () => {
    const stranger = (await members.personas()).find(({ id }) => ![moderator, second, member].includes(id as never))!;
    await members.type(stranger.username, 'help');
    await members.reads(stranger.username, 'general', 'What you can do');
    for (const line of ['mine', 'pending', 'request role instance:guild role:Reader']) {
      const before = (await members.messages(stranger.username, 'general')).length;
      await members.type(stranger.username, line);
      const answer = await until(`an answer to ${line}`, async () =>
        (await members.messages(stranger.username, 'general'))
          .slice(before)
          .find((one) => shown(one).includes('/access link')),
      );
      expect(answer.ephemeral).toBe(true);
    }
  });

  it('nothing mentions the other chat', async () => {
    for (const topic of [
      '',
      ...['request', 'grant', 'check', 'who', 'audit', 'people', 'link', 'unlink'].map((one) => `topic:${one}`),
    ]) {
      await members.type(moderator, `help ${topic}`);
    }
    await members.type(moderator, 'people');
    await members.type(moderator, 'link');
    await members.reads(moderator, 'general', 'Nothing needs your attention');
    const checked = await latchkey(['config', 'check'], env);
    const doctor = await latchkey(['doctor'], env);
    const said = [checked.out, doctor.out, community.log()].join('\n');
    for (const who of [moderator, second, member]) {
      for (const channel of ['general', 'app', '1100', '1200']) {
        for (const message of await members.messages(who, channel))
          expect(JSON.stringify(message)).not.toMatch(/slack/i);
      }
    }
    expect(said).not.toMatch(/slack/i);
    expect(checked.code, checked.out).toBe(0);
  });
});
