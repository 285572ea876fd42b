import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { startDiscord } from '../../../sandbox/discord/index.ts';
import { discordWorldFrom, worldFrom } from '../../../sandbox/world.ts';

const example = readFileSync(new URL('../../../latchkey.yml', import.meta.url), 'utf8');

describe('the guild made from a configuration', () => {
  it('has an account for everyone in the workspace, with the same e-mail and name', () => {
    const accounts = discordWorldFrom(example).users;
    for (const person of worldFrom(example).users) {
      const account = accounts.find((one) =>
        person.email === undefined ? one.globalName === person.realName : one.email === person.email,
      );
      expect(account).toMatchObject({ globalName: person.realName });
    }
    expect(accounts.find(({ username }) => username === 'ada')).toMatchObject({ email: 'ada@acme.test' });
    expect(accounts.find(({ username }) => username === 'una')).toMatchObject({ verified: false });
    expect(accounts.find(({ username }) => username === 'dora')).toMatchObject({ joined: false });
    expect(accounts.some(({ bot }) => bot)).toBe(true);
  });

  it('has a channel and a role for every Discord id of the example', () => {
    const { channels, roles } = discordWorldFrom(example);
    const named = (all: { id: string; name: string }[]) => Object.fromEntries(all.map(({ id, name }) => [id, name]));
    expect(named(channels)).toMatchObject({ 1100: 'approvals', 1200: 'access-audit' });
    expect(channels.map(({ name }) => name)).toEqual(['general', 'random', 'approvals', 'access-audit']);
    expect(named(roles)).toMatchObject({
      2100: 'Help desk',
      2101: 'Console of acme-prod',
      2102: 'Editor & Operator',
      2001: 'Moderators of acme-prod',
      2002: 'Moderators of mdm-eu',
    });
    const highestFirst = [...roles].sort((a, b) => b.position - a.position).map(({ name }) => name);
    expect(highestFirst.slice(0, 2)).toEqual(['Server Owner', 'Latchkey']);
    expect(new Set(roles.map(({ position }) => position)).size).toBe(roles.length);
  });

  it('lets the first administrator of a scope hold its role', () => {
    const holders = (role: string) =>
      discordWorldFrom(example)
        .users.filter(({ roles }) => roles.includes(role))
        .map(({ email }) => email);
    expect(holders('2001')).toEqual(['ada@acme.test']);
    expect(holders('2002')).toEqual(['grace@acme.test']);
  });

  it('has a member for every discord:ID, wherever it stands', () => {
    const text = stringify({
      products: [{ id: 'p', administrators: ['discord:811', 'discord:812'] }],
      authority: [{ product: 'p', discord: '3001' }],
      approvals: [{ stages: [{ of: ['discord:813', 'discord:811'] }] }],
    });
    const { users } = discordWorldFrom(text);
    const found = users.filter(({ id }) => /^81\d$/.test(id));
    expect(found.map(({ id }) => id)).toEqual(['811', '812', '813']);
    for (const one of found) expect(one.globalName).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/);
    expect(found[0]?.roles).toEqual(['3001']);
  });

  it.each([
    { channels: { approvals: { discord: 7 }, audit: 'x' }, targets: 'none', authority: [null, 3, { discord: ['x'] }] },
    {
      channels: [],
      targets: [{ discord: '5' }],
      authority: { discord: '6' },
      products: 'all',
      instances: [{ members: [] }],
    },
  ])('ignores what is malformed: %j', (configuration) => {
    expect(discordWorldFrom(stringify(configuration)).roles.every(({ name }) => name !== '')).toBe(true);
  });

  it('gives everyone an id and a username of their own, the same each time', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/);
    const email = fc.tuple(local, fc.constantFrom('acme.test', 'partner.test')).map((all) => all.join('@'));
    const account = fc.integer({ min: 1, max: 99_999 }).map((id) => `discord:${id}`);
    fc.assert(
      fc.property(fc.uniqueArray(fc.oneof(email, account), { maxLength: 40 }), (administrators) => {
        const text = stringify({ products: [{ id: 'p', administrators }] });
        const world = discordWorldFrom(text);
        expect(new Set(world.users.map(({ id }) => id)).size).toBe(world.users.length);
        expect(new Set(world.users.map(({ username }) => username)).size).toBe(world.users.length);
        for (const { username } of world.users) expect(username).toMatch(/^[a-z0-9._]{1,32}$/);
        expect(discordWorldFrom(text)).toEqual(world);
      }),
    );
  });

  it('can be started', async () => {
    const world = discordWorldFrom(example);
    const discord = await startDiscord({ world });
    expect(discord.env).toEqual({
      DISCORD_TOKEN: expect.any(String),
      DISCORD_APPLICATION_ID: world.app.id,
      DISCORD_GUILD_ID: world.guild.id,
      DISCORD_API_URL: `${discord.url}/api`,
      DISCORD_CLIENT_SECRET: expect.any(String),
    });
    await discord.stop();
  });
});
