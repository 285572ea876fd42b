import { MessageFlags, Routes } from 'discord-api-types/v10';
import type { APIMessage } from 'discord-api-types/v10';
import type { ReplyRef } from '../../../domain/call.ts';
import type { Message } from '../../../domain/message.ts';
import type { Mentions } from '../../../ports/chat.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Prepare } from './messages.ts';
import { openDirect, sendTo } from './messages.ts';
import type { Rest } from '../connect/rest.ts';

/** Where a private answer goes in Discord; times in ms. */
export interface DiscordReply extends ReplyRef {
  readonly platform: 'discord';
  readonly user: string;
  readonly channel: string | null;
  /** The interaction's: lives 15 minutes from `at`. */
  readonly token: string;
  readonly at: number;
  /** 1: nothing was answered yet but “is thinking …”, which the outcome takes the place of. */
  readonly isThinking: 0 | 1;
}

const usableMs = 14.5 * 60_000;
/** How long the first answer is waited for before one that follows is sent, and how often it is looked for, in ms. */
const firstAnswerMs = 4_000;
const lookEveryMs = 300;
/** Between attempts at the first answer, where Discord does not say how long, and the longest wait that it may ask for. */
const backOffsMs = [500, 2_000, 5_000] as const;
const longestWaitMs = 30_000;

/** What stands in the address of an answer: nothing that could lead to another one. */
const tokenForm = /^(?!\.+$)[\w.~=+-]{1,600}$/;

/** Discord's words for a token that does not work any more. */
const spent = new Set(['50027', '10015', '10008', 'http_401']);

/**
 * Answers in private: through the interaction while its token lives, else as a direct message. Throws `ChatRefused` when
 * direct messages are closed, too (`50007`).
 */
export function createAnswer({
  rest,
  application,
  prepare,
  clock,
}: {
  readonly rest: Rest;
  readonly application: string;
  readonly prepare: Prepare;
  readonly clock: Clock;
}) {
  /** Through the interaction; false where its token does not work any more. */
  async function through(reply: DiscordReply, send: () => Promise<unknown>): Promise<boolean> {
    if (!tokenForm.test(reply.token) || clock.now() - reply.at >= usableMs) return false;
    try {
      await send();
      return true;
    } catch (error) {
      if (error instanceof ChatRefused && spent.has(error.code)) return false;
      throw error;
    }
  }

  /** What follows while the first answer is still awaited would take its place, and be overwritten by it. */
  async function firstAnswerIsThere(reply: DiscordReply): Promise<void> {
    while (clock.now() - reply.at < firstAnswerMs) {
      if (!(await isUnanswered(reply))) return;
      await clock.sleep(lookEveryMs);
    }
  }

  /** Whether “is thinking …” still stands where the first answer belongs. */
  async function isUnanswered({ token }: DiscordReply): Promise<boolean> {
    const { flags = 0 } = (await rest('GET', Routes.webhookMessage(application, token), { open: true })) as APIMessage;
    return (flags & MessageFlags.Loading) !== 0;
  }

  return {
    /** The first answer, in the place of “is thinking …”: tried again while Discord is away, as nobody else would. */
    async first(reply: DiscordReply, message: Message, mentions?: Mentions): Promise<void> {
      const body = await prepare(message, mentions, null);
      const path = Routes.webhookMessage(application, reply.token);
      const send = () => rest('PATCH', path, { open: true, body });
      if (await through(reply, () => again(send))) return;
      await direct(reply.user, body);
    },

    /** The same, unless an outcome stands there already. */
    async unlessAnswered(reply: DiscordReply, message: Message): Promise<void> {
      const isOpen = await isUnanswered(reply).catch(() => true);
      if (isOpen) await this.first(reply, message);
    },

    /** Takes “is thinking …” away: there is nothing to say. */
    async none(reply: DiscordReply): Promise<void> {
      const path = Routes.webhookMessage(application, reply.token);
      await through(reply, () => rest('DELETE', path, { open: true }));
    },

    /** The outcome of what was deferred, in the place of “is thinking …” or of what was said meanwhile; else what follows. */
    async outcome(ref: ReplyRef, message: Message, mentions?: Mentions): Promise<void> {
      const reply = ref as DiscordReply;
      const body = await prepare(message, mentions, null);
      const path = Routes.webhook(application, reply.token);
      const sent = await through(reply, async () => {
        if (reply.isThinking === 1) {
          await rest('PATCH', Routes.webhookMessage(application, reply.token), { open: true, body });
          return;
        }
        await firstAnswerIsThere(reply);
        await rest('POST', path, { open: true, body: { ...body, flags: MessageFlags.Ephemeral } });
      });
      if (!sent) await direct(reply.user, body);
    },
  };

  async function again(send: () => Promise<unknown>): Promise<unknown> {
    for (const backOff of backOffsMs) {
      try {
        return await send();
      } catch (error) {
        if (!(error instanceof ChatUnavailable) || (error.retryAfterMs ?? 0) > longestWaitMs) throw error;
        await clock.sleep(error.retryAfterMs ?? backOff);
      }
    }
    return send();
  }

  async function direct(user: string, body: object): Promise<void> {
    await sendTo(rest, await openDirect(rest, user), body);
  }
}

export type Answer = ReturnType<typeof createAnswer>;
