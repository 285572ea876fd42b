import { z } from 'zod';
import type { Call, Outcome } from '../src/domain/call.ts';
import { say } from '../src/domain/message.ts';
import type { CommandAction, CommandJob } from '../src/ports/queue.ts';
import { readReason } from '../src/services/arguments.ts';
import { derivedId } from '../src/services/ids.ts';
import type { CommandDeps } from './command.ts';
import { noField, yes } from './command.ts';

const reasonArgs = z.object({ reason: z.string().optional() });

/**
 * Puts one job on the queue for each action. The person is told what became of all of them when they're carried out;
 * `working` is for whoever waits for that too long.
 */
export async function enqueue(
  call: Call,
  { queue, ids }: Pick<CommandDeps, 'queue' | 'ids'>,
  actions: readonly CommandAction[],
  working: string,
): Promise<Outcome> {
  const reason = readReason(reasonArgs.parse(call.args).reason);
  if (!reason.ok) return noField('reason', reason.sentence);
  const text = reason.value === null ? null : { salt: ids.salt(), value: reason.value };
  const jobs = actions.map((action, index): CommandJob => ({
    id: derivedId('job', call.account.platform, call.delivery, JSON.stringify(action)),
    action,
    actor: { kind: 'account', account: call.account },
    text,
    via: call.account.platform,
    delivery: call.delivery,
    heardAt: call.heardAt,
    reply: call.reply,
    ...(actions.length > 1 && { part: { index, of: actions.length } }),
  }));
  await queue.command(jobs);
  const given = jobs.map(({ id }) => id);
  return { ...yes(say(working, 'waiting')), pending: () => queue.isLeft(given) };
}

/** What a card's button says it was about; typed commands have none of it. */
export const cardArgs = z.object({
  id: z.string().max(200).optional(),
  ask: z.string().max(64).optional(),
  stage: z.number().int().min(0).max(100).optional(),
  digest: z.string().max(64).optional(),
  /** On a denial: a smaller role that is suggested. */
  instead: z.string().max(400).optional(),
  /** Typed after `for`: an approval for less. */
  duration: z.string().optional(),
  /** Typed words that fit nowhere: a decision with them is not the one that was meant. */
  extra: z.string().optional(),
});
