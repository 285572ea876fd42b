import type { Desk } from '../desk.ts';
import { refusal } from '../refusal.ts';
import { channelShape } from '../shapes/channel.ts';
import { messageShape } from '../shapes/message.ts';
import type { Channel, Json, Message } from '../types.ts';
import { flag, page, textArgument } from './arguments.ts';
import { joinedChannel, reachable, visibleChannel } from './channels.ts';
import type { Method } from './types.ts';

const shape = ({ app, store }: Desk, channel: Channel): Json => channelShape(channel, app, store.team.id);

export const conversationMethods: Record<string, Method> = {
  'conversations.open': (desk, given) => {
    const { store } = desk;
    const known = textArgument(given, 'channel');
    if (known !== undefined) return { channel: { id: joinedChannel(desk, known).id }, already_open: true, no_op: true };
    const ids = (textArgument(given, 'users') ?? '').split(',').filter(Boolean);
    if (ids.length === 0) throw refusal('users_list_not_supplied');
    if (ids.length > 1) throw refusal('too_many_users');
    const user = store.user(ids[0] ?? '');
    if (user === undefined) throw refusal('user_not_found');
    reachable(user);
    const already = store.hasDirectWith(user.id) ? { no_op: true, already_open: true } : {};
    const channel = store.directWith(user.id);
    return { ...already, channel: flag(given, 'return_im') ? shape(desk, channel) : { id: channel.id } };
  },
  'conversations.info': (desk, given) => ({
    channel: shape(desk, visibleChannel(desk, textArgument(given, 'channel'))),
  }),
  'conversations.list': (desk, given) => {
    const types = (textArgument(given, 'types') ?? 'public_channel').split(',');
    const kinds = { public: 'public_channel', private: 'private_channel', im: 'im' };
    const all = desk.store.channels().filter((one) => types.includes(kinds[one.kind]));
    const { items, cursor } = page(
      all.filter((one) => one.app || one.kind === 'public'),
      given,
      1000,
      100,
    );
    return { channels: items.map((one) => shape(desk, one)), response_metadata: { next_cursor: cursor } };
  },
  'conversations.members': (desk, given) => {
    const channel = visibleChannel(desk, textArgument(given, 'channel'));
    const all = channel.app ? [desk.app.botUserId, ...channel.members] : channel.members;
    const { items, cursor } = page(all, given, 1000, 100);
    return { members: items, response_metadata: { next_cursor: cursor } };
  },
  'conversations.join': (desk, given) => {
    const channel = visibleChannel(desk, textArgument(given, 'channel'));
    if (channel.kind !== 'public') throw refusal('method_not_supported_for_channel_type');
    desk.store.saveChannel({ ...channel, app: true });
    return { channel: shape(desk, { ...channel, app: true }) };
  },
  'conversations.history': (desk, given) => {
    const channel = joinedChannel(desk, textArgument(given, 'channel'));
    const said = desk.store.messages(channel.id).filter((one) => one.only === undefined && isTopLevel(one));
    return { ...history(desk, said.reverse(), given, 100), pin_count: 0 };
  },
  'conversations.replies': (desk, given) => {
    const channel = joinedChannel(desk, textArgument(given, 'channel'));
    const root = textArgument(given, 'ts');
    const said = desk.store.messages(channel.id).filter((one) => one.only === undefined);
    const thread = said.filter((one) => one.ts === root || one.threadTs === root);
    if (!thread.some((one) => one.ts === root)) throw refusal('thread_not_found');
    return history(desk, thread, given, 1000);
  },
};

const isTopLevel = (message: Message): boolean => message.threadTs === undefined || message.threadTs === message.ts;

function history({ app, store }: Desk, said: Message[], given: Json, usual: number): Json {
  const latest = Number(textArgument(given, 'latest') ?? Infinity);
  const oldest = Number(textArgument(given, 'oldest') ?? 0);
  if (Number.isNaN(latest)) throw refusal('invalid_ts_latest');
  if (Number.isNaN(oldest)) throw refusal('invalid_ts_oldest');
  const inclusive = flag(given, 'inclusive');
  const within = said.filter(({ ts }) => {
    const at = Number(ts);
    return (at > oldest && at < latest) || (inclusive && (at === oldest || at === latest));
  });
  const { items, cursor } = page(within, given, 1000, usual);
  const withMetadata = flag(given, 'include_all_metadata');
  return {
    messages: items.map((message) => messageShape(message, app, store.team.id, withMetadata)),
    has_more: cursor !== '',
    ...(cursor === '' ? {} : { response_metadata: { next_cursor: cursor } }),
  };
}
