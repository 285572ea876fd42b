import { createHash } from 'node:crypto';
import { Routes } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import { LRUCache } from 'lru-cache';
import { atMost } from '../../../lib/read-cache.ts';
import type { Account } from '../../../domain/identity.ts';
import type { MessageRef } from '../../../domain/message.ts';
import type { Chat } from '../../../ports/chat.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import type { Log } from '../../../ports/log.ts';
import { keyHash, keyOf } from './custom-id.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import type { Prepare } from './messages.ts';
import { openDirect, sendTo } from './messages.ts';
import type { Pace } from '../../pace.ts';
import type { Rest } from '../connect/rest.ts';

const pageSize = 100;
const mostPages = 10;
const mostKnown = 5_000;
/** Our clock and Discord's may differ by so much, in ms. */
const skewMs = 60_000;

/** Messages in channels and direct messages: posted, edited, found again. */
export function createPost({
  rest,
  own,
  prepare,
  pace,
  log,
}: {
  readonly rest: Rest;
  readonly own: Pick<OwnIdentity, 'user' | 'guild'>;
  readonly prepare: Prepare;
  readonly pace: Pace;
  readonly log: Log;
}): Pick<Chat, 'pace' | 'post' | 'update' | 'find' | 'directChannel' | 'probe'> {
  const warned = new Set<string>();
  /** The key that a message of ours carries, so that an edit keeps it. */
  const keys = new LRUCache<string, { readonly key: string | null }>(atMost(mostKnown));

  /** Where the message may be edited and not read, it loses its key: it has been found. */
  async function keyIn(ref: MessageRef): Promise<string | null> {
    const known = keys.get(ref.message);
    if (known !== undefined) return known.key;
    let found: APIMessage;
    try {
      found = (await rest('GET', Routes.channelMessage(ref.channel, ref.message))) as APIMessage;
    } catch (error) {
      if (error instanceof ChatRefused && error.concerns === 'channel') return null;
      throw error;
    }
    const key = keyOf(found as Parameters<typeof keyOf>[0]);
    keys.set(ref.message, { key });
    return key;
  }

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
      const hash = keyHash(key);
      const body = await prepare(message, mentions, hash);
      const nonce = createHash('sha256').update(`nonce ${key}`).digest('hex').slice(0, 25);
      await beforeSending?.();
      const sent = await sendTo(rest, channel, { ...body, nonce, enforce_nonce: true });
      keys.set(sent.id, { key: hash });
      return { channel: sent.channel_id, message: sent.id };
    },

    async update(ref, message, mentions, beforeSending) {
      const body = await prepare(message, mentions, await keyIn(ref));
      await beforeSending?.();
      await rest('PATCH', Routes.channelMessage(ref.channel, ref.message), { body });
    },

    async find(channel, key, since): Promise<MessageRef | null | 'unknown'> {
      const hash = keyHash(key);
      let after = snowflakeAt(since - skewMs);
      for (let page = 0; page < mostPages; page++) {
        let messages: readonly APIMessage[];
        try {
          const query = { after, limit: String(pageSize) };
          messages = (await rest('GET', Routes.channelMessages(channel), { query })) as readonly APIMessage[];
        } catch (error) {
          if (error instanceof ChatRefused && error.concerns !== 'token') return unknownHistory(channel, error.code);
          throw error;
        }
        const found = messages.find(
          (one) => one.author.id === own.user && keyOf(one as Parameters<typeof keyOf>[0]) === hash,
        );
        if (found) {
          keys.set(found.id, { key: hash });
          return { channel, message: found.id };
        }
        if (messages.length < pageSize) return null;
        after = messages.reduce((newest, { id }) => (BigInt(id) > BigInt(newest) ? id : newest), after);
      }
      return unknownHistory(channel, `more than ${pageSize * mostPages} messages since`);
    },

    async directChannel(account: Account) {
      try {
        return await openDirect(rest, account.user);
      } catch (error) {
        if (error instanceof ChatRefused && error.kind === 'unreachable') return null;
        throw error;
      }
    },

    async probe(channel) {
      try {
        // The token, and whether the bot is in the server: both at once.
        if (channel === null) await rest('GET', Routes.guild(own.guild));
        else await rest('GET', Routes.channelMessages(channel), { query: { limit: '1' } });
      } catch (error) {
        // Who can write and not read the history is told the same: only writing again can tell.
        if (error instanceof ChatRefused && error.code === '50013') return;
        throw error;
      }
    },
  };
}

/** The smallest id that Discord gives at a time (ms). */
export function snowflakeAt(ms: number): string {
  const sinceEpoch = Math.max(0, Math.floor(ms) - 1_420_070_400_000);
  return String(BigInt(sinceEpoch) << 22n);
}
