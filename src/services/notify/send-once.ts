import type { Message, MessageRef } from '../../domain/message.ts';
import type { Chat, Mentions } from '../../ports/chat.ts';
import { ChatError } from '../../ports/chat.ts';
import { TryLater } from '../../ports/queue.ts';
import type { CardRecord, MessageResult } from '../../ports/messages.ts';
import type { Deps } from '../deps.ts';
import type { Places } from './places.ts';
import { firstPauseMs, isOfPlace, isUnsure, nextTrouble, pauseOf } from './trouble.ts';
import { plainMessage, shapeOf } from './plain-message.ts';

/** How long a sender may take before another looks whether the message is there: DESIGN §4 asks for at least 10 s. */
export const leaseMs = 10_000;

/** An adapter waits 7 s for an answer: a claim that is older than this is held before something is written. */
const holdAfterMs = 2_000;
/** How often a claim is extended in a row before the message waits for a faster store. */
const mostHolds = 3;

const hourMs = 3_600_000;
/** How often a message whose place was found empty is posted again within an hour. */
const mostAgain = 3;
/** After so many refusals with a code that nobody knows, it counts as our fault. */
const unknownTries = 3;
/** After a platform gave no answer to an edit, in ms. */
const awayMs = 3_000;

/** What is to be shown, and of which event number; rendered only when it is about to be sent. */
export interface Rendered {
  readonly message: Message;
  readonly shown: number;
  readonly mentions: Mentions;
}

/** What somebody has to be told of: what a place refuses, or what a platform didn't take of ours. */
export interface DeliveryReport {
  readonly card: CardRecord;
  readonly error: ChatError;
  /** Our fault: the kinds and lengths of what was refused. */
  readonly shape: string | null;
}

/** This message alone waits; others of its place need not. */
export class Held extends TryLater {}

/**
 * Sends or edits a message that Latchkey owns, so that it is there once and the newest wins (DESIGN §4, Delivery). A claim,
 * which also inserts a `card` that isn't stored yet, marks the attempt; what is stored is rendered; an attempt that left no reference is looked up in the channel before the message is sent again. True:
 * it is there. False: it can't be there, as the account can't be reached or its channel isn't named any more. What has to
 * wait throws `TryLater`, or `Held` where only this message waits.
 */
export function createSendOnce(
  { store, chats, directory, clock, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock' | 'log'>,
  places: Places,
  report: (told: DeliveryReport) => Promise<void>,
) {
  return async function sendOnce(
    card: CardRecord,
    render: (claimed: CardRecord) => Promise<Rendered>,
    { isReport = false }: { readonly isReport?: boolean } = {},
  ): Promise<boolean> {
    const chat = chats.get(card.platform);
    if (!chat || card.failed !== null) return false;
    await places.enter(card);
    if (card.ref === null) await turn(chat, card);
    const at = clock.now();
    const claimed = await store.cards.claim(card, at, leaseMs);
    if (claimed === null) throw new TryLater(`${card.id} is being sent by somebody else`, 1_000);
    if (claimed.failed !== null) {
      await store.cards.settle(card.id, at, {});
      return false;
    }
    const attempt = createAttempt(chat, claimed, at, () => render(claimed), isReport);
    const ref = claimed.ref ?? (await attempt.lookUp());
    return attempt.run(ref);
  };

  /** Waits for the channel's slot before the claim, so that no wait uses up the lease. */
  async function turn(chat: Chat, { id, platform, channel }: CardRecord): Promise<void> {
    try {
      await chat.pace(channel, id);
    } catch (error) {
      places.release({ platform, channel });
      places.release({ platform, channel: null });
      if (!(error instanceof ChatError) || error.retryAfterMs === null) throw error;
      throw new TryLater(`${id} waits for its turn`, error.retryAfterMs, { cause: error });
    }
  }

  function createAttempt(
    chat: Chat,
    claimed: CardRecord,
    claimedAt: number,
    render: () => Promise<Rendered>,
    isReport: boolean,
  ) {
    let at = claimedAt;
    /** Where a message stands that an earlier attempt left without a reference; null: none was found. */
    let found: MessageRef | null = null;
    // What was found is kept however this attempt ends: without it and without the mark it would be posted again.
    const settle = (result: MessageResult) =>
      store.cards.settle(claimed.id, at, { ...(found !== null && { ref: found }), ...result });

    /**
     * Right before anything is written in the chat: what took long may have used the lease up, and somebody else may be at
     * it. Extending it can take long as well (MongoDB stopped in between), so that only a quick answer counts.
     */
    async function hold(): Promise<void> {
      for (let tries = 0; tries < mostHolds; tries++) {
        const now = clock.now();
        if (now - at <= holdAfterMs) return;
        if (!(await store.cards.hold(claimed.id, at, now)))
          throw new TryLater(`${claimed.id} is being sent by somebody else`, 1_000);
        at = now;
      }
      // Nothing was sent, and the mark stays: whoever comes next looks first.
      if (clock.now() - at > holdAfterMs) throw new TryLater(`the store is too slow to send ${claimed.id}`, leaseMs);
    }
    /** When it was posted again; the last time is part of the key that it carries. */
    let again = claimed.again ?? [];
    const keyOf = () => (again.length === 0 ? claimed.id : `${claimed.id}~${again.at(-1)}`);

    /** Only a message that somebody may have sent already is looked for. While that can't be had, the mark stays. */
    async function lookUp(): Promise<MessageRef | null> {
      if (claimed.attemptedAt === null) return null;
      const since = Math.min(claimed.attemptedAt, claimed.sentSince ?? claimed.attemptedAt);
      try {
        const there = await chat.find(claimed.channel, keyOf(), since - 60_000);
        if (there !== 'unknown') {
          found = there;
          return found;
        }
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        if (isOfPlace(error)) await blockPlace(await widened(error));
        throw new TryLater(`${claimed.id} can't be looked up`, Math.max(error.retryAfterMs ?? 0, leaseMs), {
          cause: error,
        });
      }
      log.warn({ card: claimed.id }, 'Whether this message was sent can’t be looked up: it may appear twice');
      return null;
    }

    async function run(ref: MessageRef | null): Promise<boolean> {
      let rendered: Rendered | null = null;
      const next = async () => (rendered = await render());
      try {
        const result = ref === null ? await post(await next()) : await edit(ref, next);
        places.open(claimed);
        await settle({ ...result, ...(claimed.trouble ? { trouble: null } : {}) });
        return true;
      } catch (error) {
        if (!(error instanceof ChatError)) throw error;
        return failed(error, ref, rendered);
      }
    }

    async function post({ message, shown, mentions }: Rendered): Promise<MessageResult> {
      return { ref: await chat.post(claimed.channel, message, keyOf(), mentions, hold), shown };
    }

    /** Edits until what stands there is what the store says now. */
    async function edit(ref: MessageRef, next: () => Promise<Rendered>): Promise<MessageResult> {
      let shown = claimed.ref === null ? -1 : claimed.shown;
      for (let turn = 0; turn < 5; turn++) {
        const { message, shown: newer, mentions } = await next();
        if (newer <= shown) break;
        await chat.update(ref, message, mentions, hold);
        shown = newer;
      }
      return { ref, shown: Math.max(shown, 0) };
    }

    async function failed(error: ChatError, ref: MessageRef | null, rendered: Rendered | null): Promise<boolean> {
      switch (error.kind) {
        case 'transient':
          // Told to wait means not sent, and an edit can be repeated: only a post without an answer leaves its mark.
          if (error.retryAfterMs !== null || ref !== null) await settle({});
          throw new TryLater(error.message, error.retryAfterMs ?? (ref === null ? leaseMs : awayMs), { cause: error });
        case 'blocked':
          return blocked(await widened(error));
        case 'unreachable': {
          const whole = await widened(error);
          if (whole !== error) return blocked(whole);
          if (claimed.kind === 'approval' || claimed.kind === 'audit') return blocked(error);
          log.info({ card: claimed.id, code: error.code }, 'An account can’t be written to');
          await settle({ failed: error.code });
          return false;
        }
        case 'gone':
          return ref === null ? unknown(error, rendered) : postAgain(error);
        case 'expired':
        case 'our-fault':
          return error.isKnown && error.kind === 'our-fault'
            ? ours(error, ref, rendered)
            : unknown(error, rendered, ref);
      }
    }

    /** What a channel or a person seems to refuse may be refused by the whole chat: that is asked once. */
    async function widened(error: ChatError): Promise<ChatError> {
      const isNew =
        error.kind === 'blocked' ? error.concerns === 'channel' && !places.isBlocked(claimed) : isUnsure(error);
      const whole = isNew ? await places.verify({ ...claimed, channel: null }) : null;
      return whole === null || whole === 'unknown' ? error : whole;
    }

    async function blocked(error: ChatError): Promise<boolean> {
      const trouble = nextTrouble(claimed.trouble, error, clock.now());
      if (error.concerns === 'channel' && isGivenUp(claimed)) {
        await settle({ failed: error.code });
        return false;
      }
      await settle({ trouble });
      if (isOfPlace(error)) throw new TryLater(error.message, await blockPlace(error), { cause: error });
      await tell(error, null);
      throw new Held(error.message, pauseOf(trouble.tries), { cause: error });
    }

    async function blockPlace(error: ChatError): Promise<number> {
      const pause = places.block(claimed, error);
      await tell(error, null);
      return pause;
    }

    /** What stood there is gone: at most once for each change that was to be shown, and three times an hour. */
    async function postAgain(error: ChatError): Promise<boolean> {
      const now = clock.now();
      const recent = again.filter((time) => time > now - hourMs);
      if (recent.length >= mostAgain) {
        await settle({ trouble: nextTrouble(claimed.trouble, error, now) });
        throw new Held(error.message, Math.max(firstPauseMs, (recent[0] ?? now) + hourMs - now), { cause: error });
      }
      again = [...again, now].slice(-mostAgain);
      // The attempt goes on under a new mark, so that a process that dies now leaves a message that can be found.
      await settle({ ref: null, again });
      throw new TryLater(`${claimed.id} is gone: it is posted again`, 0, { cause: error });
    }

    /** A code that nobody knows: held up alone, and taken for our fault after a few tries. */
    async function unknown(
      error: ChatError,
      rendered: Rendered | null,
      ref: MessageRef | null = null,
    ): Promise<boolean> {
      const trouble = nextTrouble(claimed.trouble, error, clock.now());
      if (trouble.tries >= unknownTries) return ours(error, ref, rendered);
      await settle({ trouble });
      throw new Held(error.message, pauseOf(trouble.tries), { cause: error });
    }

    /** The platform doesn't take what we made: the words alone, and a report. */
    async function ours(error: ChatError, ref: MessageRef | null, rendered: Rendered | null): Promise<boolean> {
      const { message, shown, mentions } = rendered ?? (await render());
      const shape = shapeOf(message);
      log.error({ err: error, card: claimed.id, code: error.code, shape }, 'The chat didn’t take a message of ours');
      await tell(error, shape);
      const bare = plainMessage(message);
      try {
        const stands = ref ?? (await chat.post(claimed.channel, bare, keyOf(), mentions, hold));
        if (ref !== null) await chat.update(ref, bare, mentions, hold);
        places.open(claimed);
        await settle({ ref: stands, shown, trouble: null });
        return true;
      } catch (second) {
        if (!(second instanceof ChatError)) throw second;
        const trouble = nextTrouble(claimed.trouble, second, clock.now());
        // As after any post without an answer, what may have been sent keeps its mark.
        if (ref !== null || second.kind !== 'transient' || second.retryAfterMs !== null) await settle({ trouble });
        throw new Held(second.message, Math.max(second.retryAfterMs ?? 0, pauseOf(trouble.tries)), { cause: second });
      }
    }

    async function tell(error: ChatError, shape: string | null): Promise<void> {
      if (!isReport) await report({ card: claimed, error, shape });
    }

    return { lookUp, run };
  }

  /** A message to a channel that `latchkey.yml` doesn't name any more isn't worth waiting for. */
  function isGivenUp({ kind, platform, channel }: CardRecord): boolean {
    const { approvals, audit } = directory.catalogue.channels;
    if (kind === 'approval') return approvals[platform] !== channel;
    return kind === 'audit' && audit[platform] !== channel;
  }
}

export type SendOnce = ReturnType<typeof createSendOnce>;
