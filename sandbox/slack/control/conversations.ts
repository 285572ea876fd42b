import type { Hono } from 'hono';
import type { Desk } from '../desk.ts';
import type { Events } from '../deliver/events.ts';
import type { Chosen } from '../interact/actions.ts';
import { act } from '../interact/actions.ts';
import { type } from '../interact/commands.ts';
import { shortcut } from '../interact/shortcuts.ts';
import { suggest } from '../interact/suggestions.ts';
import { isObject, text } from '../../common/json.ts';
import { body } from '../../common/body.ts';
import { actBy, channelBy, placeBy, sees, userBy } from './look-up.ts';
import { conversationShape, conversationsOf, messageForPage, viewForPage } from './shapes.ts';
import { wrong } from '../../common/wrong.ts';

/** What a person sees and does in conversations and on the Home tab. */
export function conversationRoutes(routes: Hono, desk: Desk, chosen: Chosen, events: Events): void {
  const { store } = desk;
  const user = (given: string | undefined) => userBy(desk, given);

  routes.get('/users/:user/channels', (c) => {
    const person = user(c.req.param('user'));
    if (!person.bot) store.directWith(person.id);
    const channels = conversationsOf(desk, person).map((channel) => conversationShape(desk, person, channel));
    return c.json({ ok: true, channels });
  });

  routes.get('/users/:user/channels/:channel/messages', (c) => {
    const person = user(c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    const version = store.version(channel.id);
    if (c.req.query('known') === version) return c.json({ ok: true, version, unchanged: true });
    const visible = store.messages(channel.id).filter((message) => sees(person, message));
    const limit = Number(c.req.query('limit') ?? 200);
    const messages = visible.slice(-limit).map((message) => messageForPage(chosen, person, message));
    return c.json({ ok: true, version, messages, readUpTo: store.readUpTo(person.id, channel.id) });
  });

  routes.post('/users/:user/channels/:channel/read', (c) => {
    const person = user(c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    const latest = store.messages(channel.id).at(-1)?.ts;
    if (latest !== undefined && latest !== store.readUpTo(person.id, channel.id)) {
      store.markRead(person.id, channel.id, latest);
    }
    return c.json({ ok: true });
  });

  routes.post('/users/:user/type', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const channel = channelBy(desk, person, text(given['channel']) ?? 'app');
    const typed = text(given['text']);
    if (typed === undefined) throw wrong('Give the text that is typed.');
    return c.json(await type(desk, person, channel, typed));
  });

  routes.post('/users/:user/actions', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const place = placeBy(desk, person, given);
    const what = actBy(place, given);
    if (isObject(what.element['confirm']) && given['confirmed'] !== true) {
      const confirm = what.element['confirm'];
      return c.json({
        ok: false,
        error: 'confirm',
        message: 'Confirm first: send it with "confirmed": true.',
        confirm,
      });
    }
    return c.json(await act(desk, chosen, person, place, what));
  });

  routes.post('/users/:user/suggestions', async (c) => {
    const person = user(c.req.param('user'));
    const given = await body(c);
    const place = placeBy(desk, person, given);
    return c.json(await suggest(desk, person, place, actBy(place, given), text(given['typed']) ?? ''));
  });

  routes.post('/users/:user/shortcuts', async (c) => {
    const person = user(c.req.param('user'));
    const callbackId = text((await body(c))['callbackId']);
    if (callbackId === undefined) throw wrong('Give the callbackId of the shortcut, as the manifest names it.');
    return c.json(await shortcut(desk, person, callbackId));
  });

  routes.get('/users/:user/home', (c) => {
    const view = store.home(user(c.req.param('user')).id);
    return c.json({ ok: true, view: view === undefined ? null : viewForPage(desk, view) });
  });

  routes.post('/users/:user/home', async (c) => {
    const person = user(c.req.param('user'));
    const before = store.home(person.id);
    const outcome = await events.emit({
      type: 'app_home_opened',
      user: person.id,
      channel: store.directWith(person.id).id,
      tab: 'home',
      event_ts: store.nextStamp(),
      ...(before === undefined ? {} : { view: viewForPage(desk, before) }),
    });
    return c.json({ ok: outcome.ok });
  });
}
