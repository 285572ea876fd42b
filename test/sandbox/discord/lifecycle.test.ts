import { GatewayDispatchEvents, GatewayIntentBits, Routes } from 'discord-api-types/v10';
import { DiscordAPIError, Events } from 'discord.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../support/until.ts';
import { ada, logIn, openDiscord, world } from './support.ts';

type Open = Awaited<ReturnType<typeof openDiscord>>;
let open: Open;
beforeAll(async () => {
  open = await openDiscord();
});
afterAll(() => open.discord.stop());

const codeOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'none',
    (error: unknown) => (error instanceof DiscordAPIError ? error.code : error),
  );
const say = (channel: string) =>
  codeOf(open.rest.post(Routes.channelMessages(channel), { body: { content: 'hello' } }));

describe('what befalls the bot', () => {
  it('removed from the guild, it finds nothing there, and is told; invited again, it does', async () => {
    const client = await logIn(open.discord);
    const heard: string[] = [];
    client.on(Events.Raw, ({ t }: { t: string }) => heard.push(t));
    await open.hands.post('/app', { inGuild: false });
    expect(await codeOf(open.rest.get(Routes.guild(world.guild.id)))).toBe(10004);
    expect(await codeOf(open.rest.get(Routes.guildMember(world.guild.id, ada.id)))).toBe(10004);
    expect(await say('1001')).toBe(50001);
    const direct = (await open.rest.post(Routes.userChannels(), { body: { recipient_id: ada.id } })) as { id: string };
    expect(await say(direct.id)).toBe(50278);
    await open.hands.post(`/users/${ada.id}/leave`);
    await open.hands.post('/app', { inGuild: true });
    expect(await say('1001')).toBe('none');
    await eventually(() => heard.includes(GatewayDispatchEvents.GuildCreate));
    expect(heard.slice(0, 2)).toEqual([GatewayDispatchEvents.GuildDelete, GatewayDispatchEvents.GuildCreate]);
    await client.destroy();
  });

  it('a deleted channel is gone until it is put back', async () => {
    await open.hands.remove('/channels/1001');
    expect(await say('1001')).toBe(10003);
    await open.hands.post('/channels/1001/put-back', {});
    expect(await say('1001')).toBe('none');
    expect(await open.hands.get('/world')).toMatchObject({ deletedChannels: [], app: { inGuild: true } });
  });

  it('without the Server Members Intent the Gateway closes on who asks for it', async () => {
    await open.hands.patch('/settings', { membersIntent: false });
    expect(await open.rest.get(Routes.currentApplication())).toMatchObject({ flags: 1 << 19 });
    await expect(logIn(open.discord, [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers])).rejects.toThrow(
      'disallowed intents',
    );
    await open.hands.patch('/settings', { membersIntent: true });
    await (await logIn(open.discord)).destroy();
  });

  it('somebody deletes a message by hand', async () => {
    const sent = (await open.rest.post(Routes.channelMessages('1001'), { body: { content: 'hello' } })) as {
      id: string;
    };
    await open.hands.remove(`/users/mia/channels/1001/messages/${sent.id}`);
    expect(await codeOf(open.rest.get(Routes.channelMessage('1001', sent.id)))).toBe(10008);
  });
});
