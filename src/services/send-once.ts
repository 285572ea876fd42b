import type { Message, MessageRef } from '../domain/message.ts';
import { ChatRefused, ChatUnavailable } from '../ports/chat.ts';
import type { Chat, Mentions } from '../ports/chat.ts';
import { TryLater } from '../ports/queue.ts';
import type { CardRecord } from '../ports/store.ts';
import type { Deps } from './deps.ts';

/** How long a sender may take before another looks whether the message is there: DESIGN §4 asks for at least 10 s. */
export const leaseMs = 10_000;

/** What is to be shown, and of which event number; rendered only when it is about to be sent. */
export interface Rendered {
  readonly message: Message;
  readonly shown: number;
  readonly mentions: Mentions;
}

/** How long a channel that shut Latchkey out is left alone, in ms. */
const shutMs = 60_000;

/**
 * Sends or edits a message that Latchkey owns, so that it is there once and the newest wins. A claim marks the attempt;
 * an attempt that left no reference is looked up in the channel before the message is sent again. False: it cannot be
 * there, the platform refused it for good. A configured channel that shuts Latchkey out is tried again until somebody lets
 * it in, who is told by `shutOut`.
 */
export function createSendOnce(
  { store, chats, directory, clock, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock' | 'log'>,
  shutOut: (card: CardRecord, code: string) => Promise<void>,
) {
  const closedUntil = new Map<string, number>();
  return async function sendOnce(card: CardRecord, render: () => Promise<Rendered>): Promise<boolean> {
    const chat = chats.get(card.platform);
    if (!chat || card.failed !== null) return false;
    const at = clock.now();
    const closed = (closedUntil.get(placeOf(card)) ?? 0) - at;
    if (closed > 0) throw new TryLater(`${card.channel} has shut us out`, closed);
    const claimed = await store.cards.claim(card.id, at, leaseMs);
    if (claimed === null) throw new TryLater(`${card.id} is being sent by somebody else`, 1_000);
    if (claimed.failed !== null) {
      await store.cards.settle(card.id, at, {});
      return false;
    }
    try {
      const ref = claimed.ref ?? (await lookUp(chat, claimed));
      const result = ref === null ? await first(chat, card, render) : await edit(chat, ref, claimed, render);
      await store.cards.settle(card.id, at, result);
      return true;
    } catch (error) {
      await failed(card, at, error);
      return false;
    }
  };

  /** Only a message that somebody may have sent already is looked for. */
  async function lookUp(chat: Chat, claimed: CardRecord): Promise<MessageRef | null> {
    if (claimed.attemptedAt === null) return null;
    const found = await chat.find(claimed.channel, claimed.id, claimed.attemptedAt - 60_000);
    if (found === 'unknown') {
      log.warn({ card: claimed.id }, 'whether this message was sent cannot be looked up: it may appear twice');
      return null;
    }
    return found;
  }

  async function first(chat: Chat, card: CardRecord, render: () => Promise<Rendered>) {
    const { message, shown, mentions } = await render();
    return { ref: await chat.post(card.channel, message, card.id, mentions), shown };
  }

  /** Edits until what stands there is what the store says now. */
  async function edit(chat: Chat, ref: MessageRef, claimed: CardRecord, render: () => Promise<Rendered>) {
    let shown = claimed.ref === null ? -1 : claimed.shown;
    for (let turn = 0; turn < 5; turn++) {
      const next = await render();
      if (next.shown <= shown) break;
      await chat.update(ref, next.message, next.mentions);
      shown = next.shown;
    }
    return { ref, shown: Math.max(shown, 0) };
  }

  async function failed(card: CardRecord, at: number, error: unknown): Promise<void> {
    if (error instanceof ChatRefused && error.kind === 'blocked' && isConfigured(card)) {
      closedUntil.set(placeOf(card), at + shutMs);
      await store.cards.settle(card.id, at, {});
      log.warn({ err: error, card: card.id, channel: card.channel, code: error.code }, 'a channel has shut us out');
      await shutOut(card, error.code);
      throw new TryLater(`${card.channel} has shut us out: ${error.code}`, shutMs, { cause: error });
    }
    if (error instanceof ChatRefused) {
      log.error(
        { err: error, card: card.id, channel: card.channel, code: error.code },
        'a message was refused by the chat',
      );
      await store.cards.settle(card.id, at, { failed: error.code });
      return;
    }
    // Told to wait means not sent: nothing is left to look up.
    if (error instanceof ChatUnavailable && error.retryAfterMs !== null) await store.cards.settle(card.id, at, {});
    throw error;
  }

  /** Whether it is for everybody in a channel that `latchkey.yml` still names: only that is worth waiting for. */
  function isConfigured({ kind, platform, channel }: CardRecord): boolean {
    const { approvals, audit } = directory.catalogue.channels;
    return (
      (kind === 'approval' && approvals[platform] === channel) || (kind === 'audit' && audit[platform] === channel)
    );
  }
}

function placeOf({ platform, channel }: CardRecord): string {
  return `${platform} ${channel}`;
}

export type SendOnce = ReturnType<typeof createSendOnce>;
