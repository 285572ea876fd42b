import type { Client, ChatInputCommandInteraction, Guild, GuildMember, Message } from 'discord.js';
import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  Events,
  MessageFlags,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../../support/until.ts';
import { ada, logIn, mia, next, openDiscord, world } from './support.ts';

type Opened = Awaited<ReturnType<typeof openDiscord>>;

const access = new SlashCommandBuilder()
  .setName('access')
  .setDescription('Ask for access')
  .addSubcommand((sub) => sub.setName('mine').setDescription('What I have'))
  .addSubcommandGroup((group) =>
    group
      .setName('request')
      .setDescription('Ask')
      .addSubcommand((sub) =>
        sub
          .setName('role')
          .setDescription('A role')
          .addStringOption((option) =>
            option.setName('role').setDescription('Which').setRequired(true).setAutocomplete(true),
          )
          .addStringOption((option) => option.setName('duration').setDescription('How long'))
          .addStringOption((option) => option.setName('reason').setDescription('Why'))
          .addUserOption((option) => option.setName('who').setDescription('For whom')),
      ),
  );

describe('discord.js in the local Discord', () => {
  let opened: Opened;
  let client: Client<true>;
  beforeEach(async () => {
    opened = await openDiscord({ patience: 500 });
    client = await logIn(opened.discord);
    await client.application.commands.set([access.toJSON()], world.guild.id);
  });
  afterEach(async () => {
    await client.destroy();
    await opened.discord.stop();
  });

  const commands = (handle: (command: ChatInputCommandInteraction) => unknown): void => {
    client.on(Events.InteractionCreate, (one) => {
      if (one.isChatInputCommand()) handle(one);
    });
  };
  const run = (options: object, path = 'request role') =>
    opened.hands.post('/users/mia/commands', { channel: 'general', command: 'access', path, options });
  const messages = async (user: string, channel = 'general') =>
    (await opened.hands.get(`/users/${user}/channels/${channel}/messages`)).messages;

  it('logs in and knows the guild, its people, roles and channels', () => {
    const guild = client.guilds.cache.get(world.guild.id)!;
    expect(client.user.username).toBe('latchkey');
    expect(guild.name).toBe('ACME');
    expect(guild.members.cache.get(mia.id)?.displayName).toBe('Mia Castellano');
    expect(guild.roles.highest.name).toBe('Server Owner');
    expect(guild.members.me!.roles.highest.name).toBe('Latchkey');
    expect(guild.roles.cache.get('2100')!.editable).toBe(true);
    expect(guild.roles.cache.get('2999')!.editable).toBe(false);
    expect(guild.channels.cache.get('1100')?.name).toBe('approvals');
    expect(client.guilds.cache.get(world.guild.id)!.members.cache.size).toBe(5);
  });

  it('answers a slash command privately, and the person sees it', async () => {
    commands((command) => {
      const said = `${command.options.getSubcommandGroup() ?? ''} ${command.options.getString('role', true)}`;
      void command.reply({
        content: `${said} ${command.options.getUser('who')?.username ?? ''}`,
        flags: MessageFlags.Ephemeral,
      });
    });
    const done = await run({ role: 'Help desk', who: ada.id });
    expect(done).toMatchObject({ ok: true, response: { type: 4 } });
    expect(await messages('mia')).toMatchObject([
      {
        content: 'request Help desk ada',
        ephemeral: true,
        forUser: mia.id,
        interaction: { name: '/access request role', user: { id: mia.id } },
      },
    ]);
    expect(await messages('ada')).toEqual([]);
  });

  it('takes the same typed as text', async () => {
    commands((command) => {
      const [role, reason, who] = [
        command.options.getString('role'),
        command.options.getString('reason'),
        command.options.getUser('who'),
      ];
      void command.reply(`${role ?? ''}|${reason ?? ''}|${who?.id ?? ''}`);
    });
    const text = '/access request role role:Help desk reason:the phones: all of them who:@ada';
    expect(await opened.hands.post('/users/mia/text', { channel: 'general', text })).toMatchObject({ ok: true });
    expect((await messages('ada'))[0]?.content).toBe(`Help desk|the phones: all of them|${ada.id}`);
  });

  it.each([
    [{}, 'role', 'This option is required. Specify a value'],
    [{ role: 'x', who: 'nobody' }, 'who', 'Enter a valid user.'],
    [{ role: 'x', colour: 'red' }, 'colour', 'There is no option colour here.'],
  ])('refuses %j as Discord’s client does', async (options, option, message) => {
    expect(await run(options)).toEqual({ ok: false, error: 'option', option, message });
  });

  it('says that the application did not respond, and lets nobody answer later', async () => {
    const heard = next<ChatInputCommandInteraction>(commands);
    expect(await run({ role: 'x' })).toMatchObject({
      ok: false,
      error: 'no_response',
      message: 'The application did not respond',
    });
    expect((await messages('mia'))[0]).toMatchObject({ state: 'failed', ephemeral: true });
    await expect((await heard).reply('too late')).rejects.toMatchObject({ code: 10062 });
  });

  it('offers suggestions while one types', async () => {
    client.on(Events.InteractionCreate, (one) => {
      if (!one.isAutocomplete()) return;
      const focused = one.options.getFocused(true);
      const value = `${focused.name}:${focused.value}:${one.options.getString('duration') ?? ''}`;
      void one.respond([{ name: 'Help desk', value }]);
    });
    const typing = { channel: 'general', command: 'access', path: ['request', 'role'], options: { duration: '4h' } };
    const offered = await opened.hands.post('/users/mia/autocomplete', { ...typing, focused: 'role', typed: 'hel' });
    expect(offered).toMatchObject({ ok: true, choices: [{ name: 'Help desk', value: 'role:hel:4h' }] });
    expect(offered.took).toBeLessThan(500);
  });

  it('defers, follows up and edits, and shows the thinking in between', async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    commands(async (command) => {
      await command.deferReply({ flags: MessageFlags.Ephemeral });
      await waiting;
      await command.editReply({ content: 'done' });
      await command.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    });
    expect(await run({ role: 'x' })).toMatchObject({ ok: true, response: { type: 5 } });
    expect((await messages('mia'))[0]).toMatchObject({ state: 'thinking', ephemeral: true });
    go();
    const seen = await eventually(async () => {
      const all = await messages('mia');
      return all.length === 2 && all;
    });
    expect(seen.map(({ content }) => content)).toEqual(['done', 'and more']);
    expect(seen[0]).not.toHaveProperty('state');
  });

  it('presses buttons, chooses in selects, and fills modals', async () => {
    const button = new ButtonBuilder().setCustomId('approve').setLabel('Approve').setStyle(ButtonStyle.Success);
    const link = new ButtonBuilder().setURL('https://acme.test/').setLabel('Open').setStyle(ButtonStyle.Link);
    const select = new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
    const channel = await client.channels.fetch('1100');
    if (!channel?.isSendable()) throw new Error('the channel is no place to write');
    const card: Message = await channel.send({
      embeds: [{ title: 'A card' }],
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(button, link),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select),
      ],
    });
    client.on(Events.InteractionCreate, (one) => {
      if (one.isStringSelectMenu()) void one.update({ content: `chose ${one.values.join()}` });
      if (one.isButton()) {
        const why = {
          type: ComponentType.TextInput,
          custom_id: 'why',
          style: TextInputStyle.Paragraph,
          min_length: 3,
        } as const;
        const more = {
          type: ComponentType.TextInput,
          custom_id: 'more',
          label: 'More',
          style: TextInputStyle.Short,
          required: false,
        } as const;
        void one.showModal({
          custom_id: 'reason',
          title: 'Why?',
          components: [
            { type: ComponentType.Label, label: 'Why', component: why },
            { type: ComponentType.ActionRow, components: [more] },
          ],
        });
      }
      if (one.isModalSubmit() && one.isFromMessage())
        void one.update(`because ${one.fields.getTextInputValue('why')}${one.fields.getTextInputValue('more')}`);
    });
    const press = { channel: 'approvals', message: card.id };
    expect(
      await opened.hands.post('/users/ada/components', { ...press, customId: 'pick', values: ['3'] }),
    ).toMatchObject({ ok: false, error: 'values' });
    expect(
      await opened.hands.post('/users/ada/components', { ...press, customId: 'pick', values: ['2'] }),
    ).toMatchObject({ ok: true, response: { type: 7 } });
    expect((await messages('ada', 'approvals'))[0]).toMatchObject({
      content: 'chose 2',
      embeds: [{ type: 'rich', title: 'A card' }],
    });
    expect(
      await opened.hands.post('/users/ada/components', { ...press, customId: 'https://acme.test/' }),
    ).toMatchObject({ ok: true, url: 'https://acme.test/' });

    const { modal } = await opened.hands.post('/users/ada/components', { ...press, customId: 'approve' });
    const { modals } = await opened.hands.get('/users/ada/modals');
    expect(modals).toMatchObject([{ id: modal, channel: '1100', title: 'Why?', customId: 'reason' }]);
    const submit = (why: string) => opened.hands.post(`/users/ada/modals/${modal}/submit`, { values: { why } });
    expect(await submit('')).toMatchObject({ ok: false, error: 'field', field: 'why' });
    expect(await submit('ab')).toMatchObject({ ok: false, error: 'field', message: 'Must be at least 3 characters.' });
    expect(await submit('it is time')).toMatchObject({ ok: true, response: { type: 7 } });
    expect((await messages('ada', 'approvals'))[0]).toMatchObject({
      content: 'because it is time',
      edited_timestamp: expect.any(String),
    });
    expect((await opened.hands.get('/users/ada/modals')).modals).toEqual([]);
  });

  it('knows no message before the first answer, and no token that is too old', async () => {
    const codes: unknown[] = [];
    const tried = (request: Promise<unknown>) =>
      request.catch((error: unknown) => codes.push((error as { code: number }).code));
    commands(async (command) => {
      const webhook = `/webhooks/${world.app.id}/${command.token}` as const;
      await tried(opened.rest.post(webhook, { body: { content: 'early' }, auth: false }));
      await command.deferReply({ flags: MessageFlags.Ephemeral });
      await opened.hands.post(`/interactions/${command.id}/expire`, { token: true });
      await tried(command.editReply('late'));
      await tried(opened.rest.post(webhook, { body: { content: 'late' }, auth: false }));
    });
    await run({ role: 'x' });
    await eventually(() => codes.length === 3);
    expect(codes).toEqual([10015, 50027, 50027]);
    expect((await messages('mia'))[0]).toMatchObject({ state: 'failed', content: '' });
  });

  it('keeps the commands and shows the guild anew after everything began anew', async () => {
    commands((command) => void command.reply('heard'));
    await opened.hands.put('/users/mia/roles/2100');
    const again = next<Guild>((heard) => client.once(Events.GuildAvailable, heard));
    await opened.hands.post('/reset');
    expect((await again).members.cache.get(mia.id)?.roles.cache.has('2100')).toBe(false);
    expect((await opened.hands.get('/audit-log')).entries).toEqual([]);
    expect(await run({ role: 'x' })).toMatchObject({ ok: true, response: { type: 4 } });
  });

  it('refuses a second answer, and a modal after a deferral', async () => {
    const failures: unknown[] = [];
    const note = (error: unknown) => failures.push((error as { code: number }).code);
    commands(async (command) => {
      await command.deferReply();
      const callback = `/interactions/${command.id}/${command.token}/callback` as const;
      const modal = { type: 9, data: { custom_id: 'a', title: 'b', components: [] } };
      await opened.rest.post(callback, { body: modal, auth: false }).catch(note);
      await opened.rest.post(callback, { body: { type: 4, data: { content: 'x' } }, auth: false }).catch(note);
      await command.editReply('done');
    });
    await run({ role: 'x' });
    await eventually(async () => (await messages('mia'))[0]?.content === 'done');
    expect(failures).toEqual([40060, 40060]);
  });

  it('gives and takes roles, and hears of what others do', async () => {
    const guild = client.guilds.cache.get(world.guild.id)!;
    const member = await guild.members.fetch(mia.id);
    const updated = next<GuildMember>((heard) => client.once(Events.GuildMemberUpdate, (_, after) => heard(after)));
    await member.roles.add('2100', 'access 17');
    expect((await updated).roles.cache.has('2100')).toBe(true);
    await opened.rest.put(`/guilds/${world.guild.id}/members/${mia.id}/roles/2100`);
    const log = await guild.fetchAuditLogs({ limit: 5 });
    expect(log.entries.map((entry) => [entry.reason, entry.targetId])).toEqual([['access 17', mia.id]]);
    await expect(member.roles.add('2999')).rejects.toMatchObject({ code: 50013 });
    await expect(guild.members.fetch('799999999999999999')).rejects.toMatchObject({ code: 10007 });

    const heard = next<string | null>((tell) =>
      client.once(Events.GuildAuditLogEntryCreate, (entry) => tell(entry.executorId)),
    );
    await opened.hands.remove('/users/mia/roles/2100');
    expect(await heard).toBe(ada.id);
  });

  it('sees people leave and come back without their roles', async () => {
    const left = next<string>((heard) => client.once(Events.GuildMemberRemove, (member) => heard(member.id)));
    await opened.hands.post('/users/ada/leave');
    expect(await left).toBe(ada.id);
    await expect(opened.rest.get(`/guilds/${world.guild.id}/members/${ada.id}`)).rejects.toMatchObject({ code: 10007 });
    const joined = next<GuildMember>((heard) => client.once(Events.GuildMemberAdd, heard));
    await opened.hands.post('/users/ada/join');
    expect((await joined).roles.cache.size).toBe(1);
  });

  it('writes to people who let it, hears them, and is refused by those who do not', async () => {
    const user = await client.users.fetch(mia.id);
    await user.send('hello');
    expect((await messages('mia', 'app'))[0]?.content).toBe('hello');
    const heard = next<Message>((tell) => client.once(Events.MessageCreate, tell));
    await opened.hands.post('/users/mia/text', { channel: 'app', text: 'hello yourself' });
    expect((await heard).content).toBe('hello yourself');
    await opened.hands.patch('/users/mia', { dmsClosed: true });
    await expect(user.send('again')).rejects.toMatchObject({ code: 50007 });
  });
});
