import type { Hono } from 'hono';
import { body } from '../../common/body.ts';
import { text } from '../../common/json.ts';
import { wrong } from '../../common/wrong.ts';
import type { Events } from '../deliver/events.ts';
import type { Desk } from '../desk.ts';
import type { Channel, Json } from '../types.ts';
import { channelBy, userBy } from './look-up.ts';

/** What befalls the app and its channels: archived, deleted, left, uninstalled; and messages that people delete. */
export function lifecycleRoutes(routes: Hono, desk: Desk, events: Events): void {
  const { store, app, settings } = desk;

  /** An event of a channel has one name in public ones and another in private ones. */
  const emit = (channel: Channel, what: string, more: Json = {}): Promise<unknown> =>
    events.emit({
      type: `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`,
      channel: channel.id,
      event_ts: store.nextStamp(),
      ...more,
    });

  routes.patch('/channels/:channel', async (c) => {
    const channel = channelOf(desk, c.req.param('channel'));
    const { archived, app: isIn, ...others } = await body(c);
    const [strange] = Object.keys(others);
    if (strange !== undefined) throw wrong(`A channel has no "${strange}" to change.`);
    for (const [name, value] of Object.entries({ archived, app: isIn })) {
      if (value !== undefined && typeof value !== 'boolean') throw wrong(`"${name}" must be a boolean.`);
    }
    const changed: Channel = {
      ...channel,
      ...(typeof archived === 'boolean' ? { archived } : {}),
      ...(typeof isIn === 'boolean' ? { app: isIn } : {}),
    };
    store.saveChannel(changed);
    if (changed.archived !== channel.archived) await emit(channel, changed.archived ? 'archive' : 'unarchive');
    if (changed.app !== channel.app) await (changed.app ? joined(channel) : emit(channel, 'left'));
    return c.json({ ok: true, channel: changed });
  });

  routes.delete('/channels/:channel', async (c) => {
    const channel = channelOf(desk, c.req.param('channel'));
    store.removeChannel(channel);
    await emit(channel, 'deleted');
    return c.json({ ok: true });
  });

  /** What Slack itself doesn't offer: a deleted channel comes back, empty, so that one can go on. */
  routes.post('/channels/:channel/put-back', async (c) => {
    const wanted = c.req.param('channel');
    const channel = store.deletedChannels().find(({ id }) => id === wanted);
    if (channel === undefined) throw wrong(`No channel ${wanted} was deleted.`, 404);
    store.putBack(channel);
    if (channel.app) await joined(channel);
    return c.json({ ok: true, channel });
  });

  routes.post('/app', async (c) => {
    const { installed } = await body(c);
    if (typeof installed !== 'boolean') throw wrong('installed is true or false.');
    const was = settings.installed;
    settings.installed = installed;
    if (was && !installed) {
      await events.emit({ type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUserId] } });
      await events.emit({ type: 'app_uninstalled' });
    }
    store.announce({ type: 'settings' });
    return c.json({ ok: true, settings });
  });

  routes.delete('/users/:user/channels/:channel/messages/:ts', (c) => {
    const person = userBy(desk, c.req.param('user'));
    const channel = channelBy(desk, person, c.req.param('channel'));
    const message = store.message(channel.id, text(c.req.param('ts')) ?? '');
    if (message === undefined) throw wrong('This message is not there (any more).', 404);
    store.removeMessage(message);
    return c.json({ ok: true });
  });

  function joined(channel: Channel): Promise<unknown> {
    return events.emit({
      type: 'member_joined_channel',
      user: app.botUserId,
      channel: channel.id,
      channel_type: channel.kind === 'private' ? 'G' : 'C',
      team: store.team.id,
      event_ts: store.nextStamp(),
    });
  }
}

function channelOf({ store }: Desk, given: string): Channel {
  const wanted = given.replace(/^#/, '');
  const channels = store.channels().filter(({ kind }) => kind !== 'im');
  const channel = channels.find(({ id, name }) => id === wanted || name === wanted);
  if (channel === undefined) throw wrong(`There is no channel ${wanted}: see GET /sandbox/world.`, 404);
  return channel;
}
