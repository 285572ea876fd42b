import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  EmbedBuilder,
  Events,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  REST,
  Routes,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  StringSelectMenuInteraction,
} from 'discord.js';

/** What the bot needs of `LocalDiscord.env`. */
type Environment = Record<string, string>;

export interface TestBot {
  stop: () => Promise<void>;
}

const ROLES = ['Administrator', 'Editor', 'Help desk', 'Network operator', 'Operator', 'Reader'];
const COLOR = 0x5865f2;

const COMMAND = new SlashCommandBuilder()
  .setName('access')
  .setDescription('Access to consoles, roles and items')
  .addSubcommandGroup((group) =>
    group
      .setName('request')
      .setDescription('Ask for access')
      .addSubcommand((command) =>
        command
          .setName('role')
          .setDescription('Ask for a role in an instance')
          .addStringOption((option) =>
            option.setName('role').setDescription('Which role').setRequired(true).setAutocomplete(true),
          )
          .addStringOption((option) =>
            option
              .setName('instance')
              .setDescription('Where')
              .setRequired(true)
              .addChoices({ name: 'Europe', value: 'mdm-eu' }, { name: 'Americas', value: 'mdm-us' }),
          )
          .addUserOption((option) => option.setName('for').setDescription('Whom it is for'))
          .addIntegerOption((option) =>
            option.setName('hours').setDescription('How many hours').setMinValue(1).setMaxValue(48),
          )
          .addStringOption((option) => option.setName('because').setDescription('Why')),
      ),
  )
  .addSubcommand((command) => command.setName('mine').setDescription('What I have, until when'))
  .addSubcommand((command) => command.setName('silent').setDescription('Never answers'))
  .addSubcommand((command) => command.setName('slow').setDescription('Thinks, and goes on thinking'));

/**
 * A small app of the tests' own, on discord.js: it asks, posts a card in #approvals, gives a role, opens a form.
 * @param role the id of the role that Approve gives
 */
export async function startBot(env: Environment, { role }: { role: string }): Promise<TestBot> {
  const { DISCORD_TOKEN: token = '', DISCORD_API_URL: api, DISCORD_APPLICATION_ID: app = '' } = env;
  const guild = env['DISCORD_GUILD_ID'] ?? '';
  const rest = new REST({ api, version: '10' }).setToken(token);
  await rest.put(Routes.applicationGuildCommands(app, guild), { body: [COMMAND.toJSON()] });
  const client = new Client({ intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMembers], rest: { api } });
  client.on(Events.InteractionCreate, (interaction) => {
    const work = interaction.isAutocomplete()
      ? complete(interaction)
      : interaction.isChatInputCommand()
        ? run(interaction)
        : interaction.isButton()
          ? press(interaction, role)
          : interaction.isModalSubmit()
            ? deny(interaction)
            : interaction.isStringSelectMenu()
              ? giveBack(interaction)
              : Promise.resolve();
    work.catch((error: unknown) => client.emit(Events.Error, error as Error));
  });
  client.on(Events.Error, () => undefined);
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(token);
  await ready;
  return { stop: () => client.destroy() };
}

async function complete(interaction: AutocompleteInteraction): Promise<void> {
  const typed = interaction.options.getFocused().toLowerCase();
  const fits = ROLES.filter((one) => one.toLowerCase().startsWith(typed));
  await interaction.respond(fits.map((name) => ({ name, value: name })));
}

async function run(interaction: ChatInputCommandInteraction): Promise<void> {
  const name = interaction.options.getSubcommand();
  if (name === 'mine') {
    await interaction.reply({
      flags: MessageFlags.Ephemeral,
      content: `**What you have**\n- \`console:acme-prod\` until <t:${Math.floor(Date.now() / 1000) + 7200}:R>\n-# Ask <@${interaction.user.id}> in <#1100>.`,
      components: [
        new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
          new StringSelectMenuBuilder()
            .setCustomId('give-back')
            .setPlaceholder('Give something back')
            .addOptions({ label: 'console:acme-prod', value: 'console', description: 'Ends at once' }),
        ),
      ],
    });
  }
  if (name === 'slow') await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  if (name === 'role') await request(interaction);
}

async function request(interaction: ChatInputCommandInteraction): Promise<void> {
  await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  const wanted = interaction.options.getString('role', true);
  const where = interaction.options.getString('instance', true);
  const who = interaction.options.getUser('for') ?? interaction.user;
  const hours = interaction.options.getInteger('hours') ?? 8;
  const reason = interaction.options.getString('because') ?? 'no reason given';
  const approvals = await interaction.client.channels.fetch('1100');
  if (approvals?.isSendable() !== true) throw new Error('there is no #approvals');
  const card = new EmbedBuilder()
    .setColor(COLOR)
    .setTitle('Access request')
    .setDescription(`<@${who.id}> asks for **${wanted}** on \`${where}\`.`)
    .addFields(
      { name: 'For how long', value: `${hours} hours`, inline: true },
      { name: 'Answer until', value: `<t:${Math.floor(Date.now() / 1000) + 3 * 86_400}:f>`, inline: true },
      { name: 'Because', value: `> ${reason}` },
      {
        name: 'What it changes',
        value: '```diff\n+ Activate initial installation\n+ Distribute installation packages\n```',
      },
    )
    .setFooter({ text: 'Latchkey · R5: Administrators decide' });
  await approvals.send({
    embeds: [card],
    components: [
      new ActionRowBuilder<ButtonBuilder>().addComponents(
        button('Approve', ButtonStyle.Success, `approve:${who.id}`),
        button('Deny', ButtonStyle.Danger, `deny:${who.id}`),
        button('Ask back', ButtonStyle.Secondary, 'ask'),
        button('Two voices', ButtonStyle.Primary, 'two').setDisabled(true),
        new ButtonBuilder().setLabel('Record').setStyle(ButtonStyle.Link).setURL('http://127.0.0.1:9/record'),
      ),
    ],
    allowedMentions: { parse: [] },
  });
  await interaction.editReply(`You asked for **${wanted}** on \`${where}\`. The card is in <#1100>.`);
}

const button = (label: string, style: ButtonStyle, id: string): ButtonBuilder =>
  new ButtonBuilder().setLabel(label).setStyle(style).setCustomId(id);

async function press(interaction: ButtonInteraction, role: string): Promise<void> {
  const [verdict, who = ''] = interaction.customId.split(':');
  if (verdict === 'deny') {
    await interaction.showModal(form(who));
    return;
  }
  if (verdict !== 'approve') {
    await interaction.reply({ flags: MessageFlags.Ephemeral, content: 'Only *approvers* can do this.' });
    return;
  }
  await interaction.deferUpdate();
  const member = await interaction.guild?.members.fetch(who);
  await member?.roles.add(role, 'access 1');
  const card = new EmbedBuilder()
    .setColor(0x3ba55d)
    .setTitle('Access granted')
    .setDescription(`<@${interaction.user.id}> approved <@&${role}> for <@${who}>.`);
  await interaction.editReply({ embeds: [card], components: [] });
}

function form(who: string): ModalBuilder {
  return new ModalBuilder()
    .setCustomId(`deny:${who}`)
    .setTitle('Deny the request')
    .addLabelComponents(
      new LabelBuilder()
        .setLabel('Kind')
        .setDescription('What kind of no it is')
        .setStringSelectMenuComponent(
          new StringSelectMenuBuilder()
            .setCustomId('kind')
            .addOptions(
              { label: 'For now', value: 'now', description: 'They may ask again' },
              { label: 'For good', value: 'good' },
            ),
        ),
      new LabelBuilder()
        .setLabel('Reason')
        .setTextInputComponent(
          new TextInputBuilder().setCustomId('reason').setStyle(TextInputStyle.Paragraph).setMinLength(5),
        ),
    );
}

async function deny(interaction: ModalSubmitInteraction): Promise<void> {
  const reason = interaction.fields.getTextInputValue('reason');
  const [kind] = interaction.fields.getStringSelectValues('kind');
  const card = new EmbedBuilder()
    .setColor(0xed4245)
    .setTitle('Access denied')
    .setDescription(`<@${interaction.user.id}> said no (${kind ?? ''}): ${reason}`);
  if (interaction.isFromMessage()) await interaction.update({ embeds: [card], components: [] });
}

async function giveBack(interaction: StringSelectMenuInteraction): Promise<void> {
  await interaction.update({ content: `You gave back ${interaction.values.join(', ')}.`, components: [] });
}
