import type { Message } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { ChatError } from '../src/ports/chat.ts';
import type { Metrics } from '../src/ports/log.ts';
import type { CommandJob } from '../src/ports/queue.ts';
import { TryLater } from '../src/ports/queue.ts';
import type { Deps } from '../src/services/deps.ts';
import type { Introduce } from '../src/services/identity/introduce.ts';
import type { Earlier } from '../src/services/notify/earlier.ts';
import type { Notify } from '../src/services/notify/notify.ts';
import { joined, lineOf } from '../src/services/notify/joined-answer.ts';
import { words } from '../src/words/index.ts';

export interface CommandAnswerParts {
  readonly introduce: Introduce;
  readonly notify: Pick<Notify, 'account'>;
  readonly earlier: Earlier;
  readonly metrics: Pick<Metrics, 'decided' | 'decisionSeconds'>;
}

/** What whoever gave a command is told of it: what became of it, and before that, once, that it takes longer. */
export function createCommandAnswers(
  { store, chats, clock, log }: Pick<Deps, 'store' | 'chats' | 'clock' | 'log'>,
  parts: CommandAnswerParts,
) {
  /** What was given whose giver has been told that it takes longer; the newest few hundred are enough. */
  const told = new Set<string>();

  return { finish, tell, tellDelay };

  async function finish(job: CommandJob, message: Message, outcome: string): Promise<void> {
    parts.metrics.decided(job.action.name, outcome);
    parts.metrics.decisionSeconds((clock.now() - job.heardAt) / 1_000);
    await tell(job, message);
  }

  /** Tells what became of a command; of several that were given together, the last one tells of all in one message. */
  async function tell(job: CommandJob, message: Message): Promise<void> {
    const whole = await together(job, message);
    if (whole === null) return;
    if (job.actor.kind === 'system') return conclude(job, whole);
    const told = await parts.earlier(job.actor.account, whole);
    await conclude(job, told.message);
    await told.seen();
  }

  async function together({ part, delivery, via }: CommandJob, message: Message): Promise<Message | null> {
    if (part === undefined) return message;
    const lines = await store.answers.collect(`${via} ${delivery}`, part.index, part.of, lineOf(message));
    return lines && joined(lines);
  }

  /** The last word on a command: tried while its private place lives, then a notice (DESIGN §4, Delivery). */
  async function conclude(job: CommandJob, message: Message): Promise<void> {
    try {
      await answer(job, message);
    } catch (error) {
      if (!(error instanceof ChatError) || job.actor.kind === 'system') throw error;
      if (error.kind === 'transient' && clock.now() - job.heardAt < answerableMs) {
        throw new TryLater('the answer can’t be told now', pauseAfter(error), { cause: error });
      }
      log.info({ err: error, job: job.id, code: error.code }, 'A private answer becomes a notice');
      await parts.notify.account(job.actor.account, `answer-${job.id}`, message);
    }
  }

  async function answer(job: CommandJob, message: Message): Promise<void> {
    if (job.reply === null) return;
    const { platform } = job.reply;
    const { message: named, mentions } = await parts.introduce(message, platform, true);
    await chats.get(platform)?.answer(job.reply, named, mentions);
  }

  async function tellDelay(job: CommandJob, why: string): Promise<void> {
    const given = `${job.via} ${job.delivery}`;
    if (told.has(given)) return;
    if (told.size > 500) told.clear();
    told.add(given);
    await answer(job, say(words.commands.delayed(why), 'waiting')).catch((error: unknown) => {
      log.warn({ err: error, job: job.id }, 'The delay couldn’t be told');
    });
  }
}

export type CommandAnswers = ReturnType<typeof createCommandAnswers>;

/** Where no platform's private answers live longer, in ms. */
const answerableMs = 30 * 60_000;

/** As told, else a pause that a chat which is away can take, in ms. */
function pauseAfter(error: ChatError): number {
  return error.retryAfterMs ?? (error.kind === 'transient' ? 2_000 : 10_000);
}
