import { randomBytes } from 'node:crypto';
import type { Identity } from '../identity.ts';
import { contentOf, isEmpty } from '../limits/messages.ts';
import { refusal } from '../refusal.ts';
import type { Store } from '../store.ts';
import type { Json, Message } from '../types.ts';

const LIFE_MS = 30 * 60 * 1000;
const USES = 5;

export interface ResponseUrls {
  /** @param source the message that was acted on, where there is one */
  issue: (where: Where) => string;
  /** @throws a refusal: invalid_url, expired_url, used_url, or what is wrong with the message */
  use: (id: string, given: Json) => void;
  /** Posts what an acknowledgement said at once, as a response URL would. */
  answer: (where: Where, given: Json) => void;
}

interface Where {
  user: string;
  channel: string;
  source?: Message;
}

/** Response URLs: five uses in thirty minutes each. @param now in milliseconds */
export function createResponseUrls(store: Store, app: Identity, now: () => number): ResponseUrls {
  const issued = new Map<string, Where & { at: number; left: number }>();

  /** What a slash command's URL is used for has no `source`: there is nothing that it could replace or take away. */
  function answer({ user, channel, source }: Where, given: Json): void {
    const current = source && store.message(source.channel, source.ts);
    if (given['delete_original'] === true || given['delete_original'] === 'true') {
      if (current !== undefined) store.removeMessage(current);
      return;
    }
    const content = contentOf(given);
    if (isEmpty(content)) throw refusal('no_text');
    const said = { text: content.text ?? '', blocks: content.blocks, attachments: content.attachments };
    if (current !== undefined && replaces(given, current)) {
      store.saveMessage({ ...current, ...said });
      return;
    }
    const isPrivate = given['response_type'] !== 'in_channel';
    const threadTs = typeof given['thread_ts'] === 'string' ? given['thread_ts'] : undefined;
    const message: Message = { channel, ts: store.nextStamp(), author: app.botUserId, ...said };
    store.saveMessage({ ...message, ...(threadTs ? { threadTs } : {}), ...(isPrivate ? { only: user } : {}) });
  }

  return {
    answer,
    issue: (where) => {
      const id = randomBytes(18).toString('base64url');
      issued.set(id, { ...where, at: now(), left: USES });
      return id;
    },
    use: (id, given) => {
      const entry = issued.get(id);
      if (entry === undefined) throw refusal('invalid_url');
      if (now() - entry.at > LIFE_MS) throw refusal('expired_url');
      if (entry.left <= 0) throw refusal('used_url');
      answer(entry, given);
      entry.left -= 1;
    },
  };
}

/** Told to, or, where nothing is said, where the original is private as well. */
function replaces(given: Json, original: Message): boolean {
  const told = given['replace_original'];
  if (told === true || told === 'true') return true;
  return told === undefined && original.only !== undefined && given['response_type'] === undefined;
}
