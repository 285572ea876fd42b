import type { Guild, GuildMember, Message } from 'discord.js';
import { Events } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { useClient } from './use-client.ts';
import { ada, mia, next, world } from './support.ts';

describe('discord.js in the local Discord', () => {
  const app = useClient();

  it('logs in and knows the guild, its people, roles and channels', () => {
    const guild = app.client.guilds.cache.get(world.guild.id)!;
    expect(app.client.user.username).toBe('latchkey');
    expect(guild.name).toBe('ACME');
    expect(guild.members.cache.get(mia.id)?.displayName).toBe('Mia Castellano');
    expect(guild.roles.highest.name).toBe('Server Owner');
    expect(guild.members.me!.roles.highest.name).toBe('Latchkey');
    expect(guild.roles.cache.get('2100')!.editable).toBe(true);
    expect(guild.roles.cache.get('2999')!.editable).toBe(false);
    expect(guild.channels.cache.get('1100')?.name).toBe('approvals');
    expect(app.client.guilds.cache.get(world.guild.id)!.members.cache.size).toBe(5);
  });

  it('keeps the commands and shows the guild anew after everything began anew', async () => {
    app.commands((command) => void command.reply('heard'));
    await app.opened.hands.put('/users/mia/roles/2100');
    const again = next<Guild>((heard) => app.client.once(Events.GuildAvailable, heard));
    await app.opened.hands.post('/reset');
    expect((await again).members.cache.get(mia.id)?.roles.cache.has('2100')).toBe(false);
    expect((await app.opened.hands.get('/audit-log')).entries).toEqual([]);
    expect(await app.run({ role: 'x' })).toMatchObject({ ok: true, response: { type: 4 } });
  });

  it('gives and takes roles, and hears of what others do', async () => {
    const guild = app.client.guilds.cache.get(world.guild.id)!;
    const member = await guild.members.fetch(mia.id);
    const updated = next<GuildMember>((heard) => app.client.once(Events.GuildMemberUpdate, (_, after) => heard(after)));
    await member.roles.add('2100', 'access 17');
    expect((await updated).roles.cache.has('2100')).toBe(true);
    await app.opened.rest.put(`/guilds/${world.guild.id}/members/${mia.id}/roles/2100`);
    const log = await guild.fetchAuditLogs({ limit: 5 });
    expect(log.entries.map((entry) => [entry.reason, entry.targetId])).toEqual([['access 17', mia.id]]);
    await expect(member.roles.add('2999')).rejects.toMatchObject({ code: 50013 });
    await expect(guild.members.fetch('799999999999999999')).rejects.toMatchObject({ code: 10007 });

    const heard = next<string | null>((tell) =>
      app.client.once(Events.GuildAuditLogEntryCreate, (entry) => tell(entry.executorId)),
    );
    await app.opened.hands.remove('/users/mia/roles/2100');
    expect(await heard).toBe(ada.id);
  });

  it('sees people leave and come back without their roles', async () => {
    const left = next<string>((heard) => app.client.once(Events.GuildMemberRemove, (member) => heard(member.id)));
    await app.opened.hands.post('/users/ada/leave');
    expect(await left).toBe(ada.id);
    await expect(app.opened.rest.get(`/guilds/${world.guild.id}/members/${ada.id}`)).rejects.toMatchObject({
      code: 10007,
    });
    const joined = next<GuildMember>((heard) => app.client.once(Events.GuildMemberAdd, heard));
    await app.opened.hands.post('/users/ada/join');
    expect((await joined).roles.cache.size).toBe(1);
  });

  it('writes to people who let it, hears them, and is refused by those who do not', async () => {
    const user = await app.client.users.fetch(mia.id);
    await user.send('hello');
    expect((await app.messages('mia', 'app'))[0]?.content).toBe('hello');
    const heard = next<Message>((tell) => app.client.once(Events.MessageCreate, tell));
    await app.opened.hands.post('/users/mia/text', { channel: 'app', text: 'hello yourself' });
    expect((await heard).content).toBe('hello yourself');
    await app.opened.hands.patch('/users/mia', { dmsClosed: true });
    await expect(user.send('again')).rejects.toMatchObject({ code: 50007 });
  });
});
