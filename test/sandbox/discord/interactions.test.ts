import type { ChatInputCommandInteraction, Message } from 'discord.js';
import {
  ActionRowBuilder,
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  ComponentType,
  Events,
  MessageFlags,
  StringSelectMenuBuilder,
  TextInputStyle,
} from 'discord.js';
import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/until.ts';
import { useClient } from './use-client.ts';
import { ada, mia, next, world } from './support.ts';

describe('interactions of discord.js in the local Discord', () => {
  const app = useClient();

  it('answers a slash command privately, and the person sees it', async () => {
    app.commands((command) => {
      const said = `${command.options.getSubcommandGroup() ?? ''} ${command.options.getString('role', true)}`;
      void command.reply({
        content: `${said} ${command.options.getUser('who')?.username ?? ''}`,
        flags: MessageFlags.Ephemeral,
      });
    });
    const done = await app.run({ role: 'Help desk', who: ada.id });
    expect(done).toMatchObject({ ok: true, response: { type: 4 } });
    expect(await app.messages('mia')).toMatchObject([
      {
        content: 'request Help desk ada',
        ephemeral: true,
        forUser: mia.id,
        interaction: { name: '/access request role', user: { id: mia.id } },
      },
    ]);
    expect(await app.messages('ada')).toEqual([]);
  });

  it('takes the same typed as text', async () => {
    app.commands((command) => {
      const [role, reason, who] = [
        command.options.getString('role'),
        command.options.getString('reason'),
        command.options.getUser('who'),
      ];
      void command.reply(`${role ?? ''}|${reason ?? ''}|${who?.id ?? ''}`);
    });
    const text = '/access request role role:Help desk reason:the phones: all of them who:@ada';
    expect(await app.opened.hands.post('/users/mia/text', { channel: 'general', text })).toMatchObject({ ok: true });
    expect((await app.messages('ada'))[0]?.content).toBe(`Help desk|the phones: all of them|${ada.id}`);
  });

  it.each([
    [{}, 'role', 'This option is required. Specify a value'],
    [{ role: 'x', who: 'nobody' }, 'who', 'Enter a valid user.'],
    [{ role: 'x', colour: 'red' }, 'colour', 'There is no option colour here.'],
  ])('refuses %j as Discord’s client does', async (options, option, message) => {
    expect(await app.run(options)).toEqual({ ok: false, error: 'option', option, message });
  });

  it('hands over on whom a command of a member’s menu was chosen, in the server alone', async () => {
    await app.client.application.commands.create(
      { name: 'Show access', type: ApplicationCommandType.User },
      world.guild.id,
    );
    app.client.on(Events.InteractionCreate, (one) => {
      if (one.isUserContextMenuCommand()) void one.reply(`${one.commandName} ${one.targetUser.username}`);
    });
    const choose = (channel: string) =>
      app.opened.hands.post('/users/mia/member-commands', { channel, command: 'Show access', target: ada.id });
    expect(await choose('general')).toMatchObject({ ok: true, response: { type: 4 } });
    expect(await app.messages('mia')).toMatchObject([{ content: 'Show access ada' }]);
    expect(await choose('app')).toMatchObject({ ok: false, error: 'unknown_command' });
  });

  it('refuses what Discord refuses of such a command', async () => {
    const path = `/applications/${world.app.id}/guilds/${world.guild.id}/commands` as const;
    const wrong = { name: 'Show access', type: 2, description: 'What they have' };
    await expect(app.opened.rest.post(path, { body: wrong })).rejects.toMatchObject({ code: 50035 });
  });

  it('says that the application did not respond, and lets nobody answer later', async () => {
    const heard = next<ChatInputCommandInteraction>(app.commands);
    expect(await app.run({ role: 'x' })).toMatchObject({
      ok: false,
      error: 'no_response',
      message: 'The application did not respond',
    });
    expect((await app.messages('mia'))[0]).toMatchObject({ state: 'failed', ephemeral: true });
    await expect((await heard).reply('too late')).rejects.toMatchObject({ code: 10062 });
  });

  it('offers suggestions while one types', async () => {
    app.client.on(Events.InteractionCreate, (one) => {
      if (!one.isAutocomplete()) return;
      const focused = one.options.getFocused(true);
      const value = `${focused.name}:${focused.value}:${one.options.getString('duration') ?? ''}`;
      void one.respond([{ name: 'Help desk', value }]);
    });
    const typing = { channel: 'general', command: 'access', path: ['request', 'role'], options: { duration: '4h' } };
    const offered = await app.opened.hands.post('/users/mia/autocomplete', {
      ...typing,
      focused: 'role',
      typed: 'hel',
    });
    expect(offered).toMatchObject({ ok: true, choices: [{ name: 'Help desk', value: 'role:hel:4h' }] });
    expect(offered.took).toBeLessThan(500);
  });

  it('defers, follows up and edits, and shows the thinking in between', async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (go = resolve));
    app.commands(async (command) => {
      await command.deferReply({ flags: MessageFlags.Ephemeral });
      await waiting;
      await command.editReply({ content: 'done' });
      await command.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
    });
    expect(await app.run({ role: 'x' })).toMatchObject({ ok: true, response: { type: 5 } });
    expect((await app.messages('mia'))[0]).toMatchObject({ state: 'thinking', ephemeral: true });
    const path = '/users/mia/channels/general/messages';
    expect((await app.opened.hands.get(path)).version).toBeNull();
    go();
    const seen = await eventually(async () => {
      const all = await app.messages('mia');
      return all.length === 2 && all;
    });
    expect(seen.map(({ content }) => content)).toEqual(['done', 'and more']);
    expect(seen[0]).not.toHaveProperty('state');

    const { version } = await app.opened.hands.get(path);
    const again = () => app.opened.hands.get(`${path}?known=${encodeURIComponent(version!)}`);
    expect(await again()).toEqual({ ok: true, version, unchanged: true });
    await app.opened.hands.post('/users/ada/text', { channel: 'general', text: 'hello' });
    expect((await again()).messages.at(-1)).toMatchObject({ content: 'hello' });
  });

  it('presses buttons, chooses in selects, and fills modals', async () => {
    const button = new ButtonBuilder().setCustomId('approve').setLabel('Approve').setStyle(ButtonStyle.Success);
    const link = new ButtonBuilder().setURL('https://acme.test/').setLabel('Open').setStyle(ButtonStyle.Link);
    const select = new StringSelectMenuBuilder()
      .setCustomId('pick')
      .addOptions({ label: 'One', value: '1' }, { label: 'Two', value: '2' });
    const channel = await app.client.channels.fetch('1100');
    if (!channel?.isSendable()) throw new Error('the channel is no place to write');
    const card: Message = await channel.send({
      embeds: [{ title: 'A card' }],
      components: [
        new ActionRowBuilder<ButtonBuilder>().addComponents(button, link),
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(select),
      ],
    });
    app.client.on(Events.InteractionCreate, (one) => {
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
      await app.opened.hands.post('/users/ada/components', { ...press, customId: 'pick', values: ['3'] }),
    ).toMatchObject({ ok: false, error: 'values' });
    expect(
      await app.opened.hands.post('/users/ada/components', { ...press, customId: 'pick', values: ['2'] }),
    ).toMatchObject({ ok: true, response: { type: 7 } });
    expect((await app.messages('ada', 'approvals'))[0]).toMatchObject({
      content: 'chose 2',
      embeds: [{ type: 'rich', title: 'A card' }],
    });
    expect(
      await app.opened.hands.post('/users/ada/components', { ...press, customId: 'https://acme.test/' }),
    ).toMatchObject({ ok: true, url: 'https://acme.test/' });

    const { modal } = await app.opened.hands.post('/users/ada/components', { ...press, customId: 'approve' });
    const { modals } = await app.opened.hands.get('/users/ada/modals');
    expect(modals).toMatchObject([{ id: modal, channel: '1100', title: 'Why?', customId: 'reason' }]);
    const submit = (why: string) => app.opened.hands.post(`/users/ada/modals/${modal}/submit`, { values: { why } });
    expect(await submit('')).toMatchObject({ ok: false, error: 'field', field: 'why' });
    expect(await submit('ab')).toMatchObject({ ok: false, error: 'field', message: 'Must be at least 3 characters.' });
    expect(await submit('it is time')).toMatchObject({ ok: true, response: { type: 7 } });
    expect((await app.messages('ada', 'approvals'))[0]).toMatchObject({
      content: 'because it is time',
      edited_timestamp: expect.any(String),
    });
    expect((await app.opened.hands.get('/users/ada/modals')).modals).toEqual([]);
  });

  it('knows no message before the first answer, and no token that is too old', async () => {
    const codes: unknown[] = [];
    const tried = (request: Promise<unknown>) =>
      request.catch((error: unknown) => codes.push((error as { code: number }).code));
    app.commands(async (command) => {
      const webhook = `/webhooks/${world.app.id}/${command.token}` as const;
      await tried(app.opened.rest.post(webhook, { body: { content: 'early' }, auth: false }));
      await command.deferReply({ flags: MessageFlags.Ephemeral });
      await app.opened.hands.post(`/interactions/${command.id}/expire`, { token: true });
      await tried(command.editReply('late'));
      await tried(app.opened.rest.post(webhook, { body: { content: 'late' }, auth: false }));
    });
    await app.run({ role: 'x' });
    await eventually(() => codes.length === 3);
    expect(codes).toEqual([10015, 50027, 50027]);
    expect((await app.messages('mia'))[0]).toMatchObject({ state: 'failed', content: '' });
  });

  it('refuses a second answer, and a modal after a deferral', async () => {
    const failures: unknown[] = [];
    const note = (error: unknown) => failures.push((error as { code: number }).code);
    app.commands(async (command) => {
      await command.deferReply();
      const callback = `/interactions/${command.id}/${command.token}/callback` as const;
      const modal = { type: 9, data: { custom_id: 'a', title: 'b', components: [] } };
      await app.opened.rest.post(callback, { body: modal, auth: false }).catch(note);
      await app.opened.rest.post(callback, { body: { type: 4, data: { content: 'x' } }, auth: false }).catch(note);
      await command.editReply('done');
    });
    await app.run({ role: 'x' });
    await eventually(async () => (await app.messages('mia'))[0]?.content === 'done');
    expect(failures).toEqual([40060, 40060]);
  });
});
