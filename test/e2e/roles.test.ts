import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCommunity } from './support/community.ts';
import type { Community } from './support/community.ts';
import { exported, runHere } from './support/exported.ts';
import { folder, latchkey } from './support/processes.ts';
import { until } from '../support/until.ts';

const [moderator, member, crew, lone] = [
  '300000000000000201',
  '300000000000000202',
  '300000000000000203',
  '300000000000000204',
] as const;
const role = '2100';
const giving = 'PUT /guilds/:guild/members/:user/roles/:role';
const configuration = `
people: { members: ['discord:${member}', 'discord:${crew}', 'discord:${lone}'] }
instances:
  - id: guild
    members: { Administrator: ['discord:${moderator}'] }
    groups: [{ name: Event crew, members: [] }, { name: Stage crew, members: [] }]
channels:
  approvals: { discord: '1100' }
  audit: { discord: '1200' }
targets:
  - { entitlement: 'role:guild/Event crew', discord: '${role}' }
  - { entitlement: 'role:guild/Stage crew', discord: '${role}' }
`;

describe('a role of a chat that follows an access', () => {
  let community: Community;
  let members: Community['members'];
  let env: Community['env'];

  beforeAll(async () => {
    community = await startCommunity(configuration);
    ({ members, env } = community);
  });
  afterAll(() => community.stop());

  const grant = (who: string, group: string, more = '') =>
    members.type(moderator, `grant role instance:guild role:${group} who:<@${who}> ${more}`);
  const revoke = async (who: string, group: string) => {
    const before = (await members.messages(moderator, 'general')).length;
    await members.type(moderator, `revoke role instance:guild role:${group} who:<@${who}>`);
    const question = await until('the question', async () =>
      (await members.messages(moderator, 'general'))
        .slice(before)
        .find((one) => JSON.stringify(one).includes('Revoke')),
    );
    await members.press(moderator, 'general', question, 'Revoke');
  };
  const holds = async (who: string) => (await members.roles(who)).length > 0;
  const entries = () => exported(env);
  const given = async (who: string) =>
    (await entries()).filter(
      (one) => one.event === 'roster' && one.subject === `discord:${who}` && one.facts['what'] === 'given',
    );
  const calls = async () =>
    (await members.ask<{ calls: { method: string; path?: string; status: number }[] }>('/calls')).calls;
  const givingCalls = async (who: string) =>
    (await calls()).filter(
      (one) => `${one.method} ${one.path ?? ''}`.includes('PUT') && JSON.stringify(one).includes(who),
    );

  it('killed between giving and recording, Latchkey finishes it: one role, one audit entry', async () => {
    await members.ask('/faults', { method: giving, times: 1, status: 500, applied: true, delayMs: 8_000 });
    await grant(member, 'Event crew', 'duration:1h');
    await until('the role to be given', () => holds(member));
    await community.killAndStart();
    await until('the giving to be recorded', async () => (await given(member)).length === 1);
    // Once more around: whatever would do it twice has had its time.
    await grant(crew, 'Event crew', 'duration:1h');
    await until('another role to be given and recorded', async () => (await given(crew)).length === 1);
    expect(await given(member)).toHaveLength(1);
    const log = (await members.auditLog()).filter(({ target }) => target.id === member);
    expect(log.map(({ action }) => action)).toEqual(['role-given']);
    expect(await holds(member)).toBe(true);
  });

  it('two accesses want one role: it goes with the last', async () => {
    await grant(member, 'Stage crew', 'duration:1h');
    await members.reads(member, 'app', 'You have', 'Stage crew');
    await revoke(member, 'Event crew');
    await members.reads(member, 'app', 'Event crew', 'was revoked');
    await revoke(crew, 'Event crew');
    await until('the other one’s role to go', async () => !(await holds(crew)));
    expect(await holds(member)).toBe(true);
    await revoke(member, 'Stage crew');
    await until('the role to go', async () => !(await holds(member)));
  });

  it('told to wait with the giving, and revoked in the meantime: no role', async () => {
    await members.ask('/faults', { method: giving, times: null, status: 429, retryAfter: 4 });
    await grant(lone, 'Event crew', 'duration:1h');
    await members.reads(lone, 'app', 'You have', 'Event crew');
    await until('the giving to be tried', async () => (await givingCalls(lone)).length > 0);
    const waited = performance.now() + 6_000;
    await revoke(lone, 'Event crew');
    await members.reads(lone, 'app', 'Event crew', 'was revoked');
    await members.ask('/faults', {}, 'DELETE');
    // What comes later is done: a giving that was held back would have been, too.
    await grant(crew, 'Stage crew', 'duration:1h');
    await until('another role to be given', () => holds(crew));
    await until('the wait that was asked for to be over', () => Promise.resolve(performance.now() > waited));
    expect(await holds(lone)).toBe(false);
    expect((await members.auditLog()).filter(({ target }) => target.id === lone)).toEqual([]);
  });

  it('a member who leaves and comes back has it again; what is done by hand is noticed', async () => {
    await members.ask(`/users/${crew}/leave`, {});
    await members.ask(`/users/${crew}/join`, {});
    await until('the role to be there again', () => holds(crew));
    await members.ask(`/users/${crew}/roles/${role}`, { by: moderator }, 'DELETE');
    await until('the taking by hand to be recorded', async () =>
      (await entries()).some((one) => one.event === 'roster' && one.facts['what'] === 'taken-by-hand'),
    );
    expect(await holds(crew)).toBe(false);
  });

  it('config check says from how many it would be taken with drift: restore', async () => {
    await members.ask(`/users/${lone}/roles/${role}`, { by: moderator }, 'PUT');
    await members.ask('/faults', { method: 'GET /guilds/:guild/members', status: 429, retryAfter: 1 });
    const files = await folder({
      'restore.yml': configuration.replaceAll(`'${role}' }`, `'${role}', drift: restore }`),
    });

    const { out, code } = await latchkey(['config', 'check', `${files.path}/restore.yml`], env);

    expect(out).toMatch(/targets\[0\]\.discord: One member holds the role .* without an access that gives it/);
    expect(code).toBe(0);
    await files.remove();
  });

  it('the chain verifies', async () => {
    const verified = await until('the chain to be complete', async () => {
      const run = await runHere(['audit', 'verify', '--json'], env);
      return run.code === 0 ? run : null;
    });
    expect(verified.code).toBe(0);
  });
});
