import type { Account } from '../../../domain/identity.ts';
import type { MessageRef } from '../../../domain/message.ts';
import type { Chat } from '../../../ports/chat.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import { adviceOn } from '../connect/advice.ts';
import { toBlocks } from './blocks.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import type { Pace } from '../../pace.ts';
import type { Render } from './render.ts';
import { sortRefusal } from '../connect/refusals.ts';
import type { Web } from '../connect/web.ts';

/** The event type under which a message's key stands in its metadata. */
export const metadataType = 'latchkey_card';

const pageSize = 200;
const mostPages = 10;

/** Messages in channels and direct messages: posted, edited, found again. */
export function createPost({
  web,
  own,
  render,
  pace,
  log,
}: {
  readonly web: Web;
  readonly own: OwnIdentity;
  readonly render: Render;
  readonly pace: Pace;
  readonly log: Log;
}): Pick<Chat, 'pace' | 'post' | 'update' | 'find' | 'directChannel' | 'probe'> {
  const warned = new Set<string>();

  function unknownHistory(channel: string, why: string): 'unknown' {
    if (!warned.has(channel)) {
      warned.add(channel);
      log.warn({ channel, why }, 'the history of a channel cannot be had: a message may appear twice after a crash');
    }
    return 'unknown';
  }

  return {
    pace,

    async post(channel, message, key, mentions, beforeSending) {
      const { text, blocks } = render(message, mentions);
      await beforeSending?.();
      const sent = await web(
        'chat.postMessage',
        (client) =>
          client.chat.postMessage({
            channel,
            text,
            blocks: toBlocks(blocks),
            metadata: { event_type: metadataType, event_payload: { key } },
            unfurl_links: false,
            unfurl_media: false,
          }),
        channel,
      );
      if (!sent.ts) throw new ChatRefused(`Slack posted to ${channel} without saying where`, 'no_ts');
      return { channel: sent.channel ?? channel, message: sent.ts };
    },

    async update(ref, message, mentions, beforeSending) {
      const { text, blocks } = render(message, mentions);
      await beforeSending?.();
      await web(
        'chat.update',
        (client) => client.chat.update({ channel: ref.channel, ts: ref.message, text, blocks: toBlocks(blocks) }),
        ref.channel,
      );
    },

    async find(channel, key, since): Promise<MessageRef | null | 'unknown'> {
      let cursor: string | undefined;
      for (let page = 0; page < mostPages; page++) {
        let answer;
        try {
          answer = await web('conversations.history', (client) =>
            client.conversations.history({
              channel,
              oldest: (Math.max(0, since) / 1000).toFixed(6),
              inclusive: true,
              include_all_metadata: true,
              limit: pageSize,
              ...(cursor ? { cursor } : {}),
            }),
          );
        } catch (error) {
          if (error instanceof ChatRefused && error.concerns !== 'token') return unknownHistory(channel, error.code);
          throw error;
        }
        const found = answer.messages?.find(
          (one) => isOwn(one, own) && one.metadata?.event_type === metadataType && keyOf(one.metadata) === key,
        );
        if (found?.ts) return { channel, message: found.ts };
        cursor = answer.response_metadata?.next_cursor;
        if (!cursor) return answer.has_more ? unknownHistory(channel, 'has_more without next_cursor') : null;
      }
      return unknownHistory(channel, `more than ${pageSize * mostPages} messages since`);
    },

    async directChannel(account: Account) {
      try {
        const opened = await web('conversations.open', (client) => client.conversations.open({ users: account.user }));
        return opened.channel?.id ?? null;
      } catch (error) {
        if (error instanceof ChatRefused && error.kind === 'unreachable') return null;
        throw error;
      }
    },

    async probe(channel) {
      if (channel !== null) {
        await probeChannel(channel);
        return;
      }
      const { response_metadata: has } = await web('auth.test', (client) => client.auth.test());
      const scopes = has?.scopes;
      if (scopes && !scopes.includes('chat:write'))
        throw refused('missing_scope', 'auth.test', 'chat:write is missing');
    },
  };

  async function probeChannel(channel: string): Promise<void> {
    let info;
    try {
      info = await web('conversations.info', (client) => client.conversations.info({ channel }), channel);
    } catch (error) {
      // Where the method can't be had, only writing again can tell.
      if (error instanceof ChatRefused && error.concerns === 'message') return;
      throw error;
    }
    const { is_archived: archived, is_member: member } = info.channel ?? {};
    const code = archived ? 'is_archived' : member === false ? 'not_in_channel' : null;
    if (code === null) return;
    throw refused(code, 'conversations.info', `${channel} ${code}`, channel);
  }
}

function refused(code: string, method: string, what: string, channel?: string): ChatRefused {
  const options = { ...sortRefusal(code, method, channel), advice: adviceOn(code) };
  return new ChatRefused(`Slack: ${what}`, code, options);
}

/** Any app can write any metadata: only what we posted is ours. */
function isOwn(message: { readonly user?: string; readonly bot_id?: string }, own: OwnIdentity): boolean {
  if (message.user === undefined && message.bot_id === undefined) return true;
  return message.user === own.user || (own.bot !== null && message.bot_id === own.bot);
}

function keyOf(metadata: { readonly event_payload?: { readonly key?: unknown } }): unknown {
  return metadata.event_payload?.key;
}
