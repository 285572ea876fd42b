import { GatewayIntentBits } from 'discord-api-types/v10';
import type { Desk } from '../desk.ts';
import { wholeGuildShape } from '../shapes/guild.ts';

/** The bot is removed from the guild: its role there and its commands go with it. GUILD_DELETE, without `unavailable`. */
export function expel({ store, app, gateway }: Desk): void {
  const bot = store.users.get(app.id);
  if (bot?.isMember !== true) return;
  store.users.set(app.id, { ...bot, isMember: false, roles: [] });
  for (const { id, guild } of store.commands.values()) if (guild === store.guild.id) store.commands.delete(id);
  gateway.dispatch('GUILD_DELETE', GatewayIntentBits.Guilds, { id: store.guild.id });
}

/** The bot is invited (again), with its role: GUILD_CREATE. */
export function invite(desk: Desk): void {
  const { store, app, gateway } = desk;
  const bot = store.users.get(app.id);
  if (bot === undefined || bot.isMember) return;
  const own = store.roles.values().find(({ managed }) => managed);
  const joinedAt = new Date(desk.now()).toISOString();
  store.users.set(app.id, { ...bot, isMember: true, roles: own === undefined ? [] : [own.id], joinedAt });
  gateway.dispatch('GUILD_CREATE', GatewayIntentBits.Guilds, (intents: number) =>
    wholeGuildShape(desk, (intents & GatewayIntentBits.GuildMembers) !== 0),
  );
}
