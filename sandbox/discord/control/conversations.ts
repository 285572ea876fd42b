import { MessageFlags } from 'discord-api-types/v10';
import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { wrong } from '../../common/wrong.ts';
import { idText, object, text } from '../../common/json.ts';
import { removeMessage, saveMessage } from '../changes/messages.ts';
import type { Desk } from '../desk.ts';
import { autocomplete } from '../interact/autocomplete.ts';
import type { TypedCommand } from '../interact/commands.ts';
import { runCommand, runOnMember } from '../interact/commands.ts';
import { componentOf, textsOf, useComponent } from '../interact/components.ts';
import { commandsIn } from '../interact/find-command.ts';
import { idOf } from '../interact/resolved.ts';
import { readTyped } from '../interact/typed.ts';
import { mentionsIn } from '../limits/mentions.ts';
import { createReport } from '../limits/report.ts';
import type { Channel, Json, Message, User } from '../types.ts';
import { channelBy, messageBy, sees, userBy, wordsOf } from './look-up.ts';
import { channelForPage, channelsFor, messageForPage } from './shapes.ts';

/** What a person sees and does in channels. */
export function conversationRoutes(routes: Hono, desk: Desk): void {
  const { store } = desk;
  const user = (given: string | undefined) => userBy(desk, given);

  routes.get('/users/:user/channels', (c) => {
    const person = user(c.req.param('user'));
    if (!person.bot) store.directWith(person.id);
    const channels = channelsFor(desk, person).map((channel) => channelForPage(desk, person, channel));
    return c.json({ ok: true, channels });
  });

  routes.get('/users/:user/channels/:channel/messages', (c) => {
    const person = user(c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    const all = store.messages(channel.id);
    // What thinks becomes what failed as time goes by, without a change.
    const version = all.some(({ flags }) => (flags & MessageFlags.Loading) !== 0) ? null : store.version(channel.id);
    if (version !== null && c.req.query('known') === version) return c.json({ ok: true, version, unchanged: true });
    const visible = all.filter((message) => sees(person, message));
    const limit = Number(c.req.query('limit') ?? 200);
    const messages = visible.slice(-limit).map((message) => messageForPage(desk, message));
    return c.json({ ok: true, version, messages, readUpTo: store.readUpTo(person.id, channel.id) });
  });

  routes.post('/users/:user/channels/:channel/read', (c) => {
    const person = user(c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    const latest = store.messages(channel.id).at(-1)?.id;
    if (latest !== undefined && latest !== store.readUpTo(person.id, channel.id)) {
      store.markRead(person.id, channel.id, latest);
    }
    return c.json({ ok: true });
  });

  routes.delete('/users/:user/channels/:channel/messages/:message', (c) => {
    const person = user(c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    removeMessage(desk, messageBy(desk, person, channel, c.req.param('message')));
    return c.json({ ok: true });
  });

  routes.post('/users/:user/commands', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    return c.json(await runCommand(desk, person, channel, typedCommand(given)));
  });

  routes.post('/users/:user/member-commands', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    const command = text(given['command']);
    if (command === undefined) throw wrong('Say which command of the menu is chosen.');
    return c.json(await runOnMember(desk, person, channel, { command, target: user(text(given['target'])) }));
  });

  routes.post('/users/:user/autocomplete', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    const name = text(given['focused']);
    if (name === undefined) throw wrong('Say with focused which option is typed into.');
    const focus = { name, typed: idText(given['typed']) };
    return c.json(await autocomplete(desk, person, channel, typedCommand(given), focus));
  });

  routes.post('/users/:user/text', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    const typed = text(given['text'])?.trim();
    if (typed === undefined || typed === '') throw wrong('Give the text that is typed.');
    if (!typed.startsWith('/')) return c.json({ ok: true, message: say(desk, person, channel, typed).id });
    const command = readTyped(typed, commandsIn(desk, person, channel));
    return c.json(await runCommand(desk, person, channel, command));
  });

  routes.post('/users/:user/components', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    const message = messageBy(desk, person, channel, text(given['message']));
    const customId = text(given['customId']) ?? '';
    const component = componentOf(message, customId);
    if (component === undefined) throw wrong(`There is no component with the custom_id "${customId}" here.`, 404);
    return c.json(await useComponent(desk, person, channel, message, component, textsOf(given['values'])));
  });
}

function typedCommand(given: Json): TypedCommand {
  const command = text(given['command']);
  if (command === undefined) throw wrong('Say which command is run.');
  return { command, path: wordsOf(given['path']), options: object(given['options']) };
}

/** An ordinary message of a person; `@name` becomes a mention, as Discord's client makes it. */
function say(desk: Desk, user: User, channel: Channel, typed: string): Message {
  const content = typed.replace(/(?<=^|\s)@([\w.-]+)/g, (whole: string, name: string) => {
    const id = idOf(desk, 'user', name);
    return id === undefined ? whole : `<@${id}>`;
  });
  return saveMessage(desk, {
    id: desk.store.nextId(),
    channel: channel.id,
    author: user.id,
    content,
    embeds: [],
    components: [],
    flags: 0,
    at: new Date(desk.now()).toISOString(),
    editedAt: null,
    mentions: mentionsIn(createReport(), content, undefined),
  });
}
