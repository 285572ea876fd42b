import type { ChatInputCommandInteraction, Client } from 'discord.js';
import { Events, SlashCommandBuilder } from 'discord.js';
import { afterEach, beforeEach } from 'vitest';
import { logIn, openDiscord, world } from './support.ts';

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

/** For each test a local Discord, and discord.js logged in to it with a command. */
export function useClient() {
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

  return {
    get opened() {
      return opened;
    },
    get client() {
      return client;
    },
    /** Answers every command that comes. */
    commands: (handle: (command: ChatInputCommandInteraction) => unknown): void => {
      client.on(Events.InteractionCreate, (one) => {
        if (one.isChatInputCommand()) handle(one);
      });
    },
    /** Has mia give the command. */
    run: (options: object, path = 'request role') =>
      opened.hands.post('/users/mia/commands', { channel: 'general', command: 'access', path, options }),
    messages: async (user: string, channel = 'general') =>
      (await opened.hands.get(`/users/${user}/channels/${channel}/messages`)).messages,
  };
}
