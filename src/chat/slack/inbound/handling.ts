import type { Call, Outcome } from '../../../domain/call.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Commands } from '../../../ports/commands.ts';
import type { Log } from '../../../ports/log.ts';
import { confirm, patienceMs } from '../../confirm.ts';
import { tellIfSlow } from '../../still-working.ts';
import type { Web } from '../connect/web.ts';
import type { Answer, SlackReply } from '../outbound/answer.ts';
import { trouble } from '../outbound/sentences.ts';
import type { Ack } from './ack.ts';

export interface HandlingParts {
  readonly commands: Commands;
  readonly answer: Answer;
  readonly clock: Clock;
  readonly log: Log;
  /** How long after something came from Slack the queue may take to confirm it, in ms. */
  readonly patience?: number;
}

/** The least that the queue is given, in ms, however long the rest has taken. */
const leastMs = 500;

/** What everything that a person does in Slack has in common: a confirmed command, one answer, and where failures end. */
export function createHandling({ commands, answer, clock, log, patience = patienceMs }: HandlingParts) {
  /** The one place where failures end: logged, acknowledged, and told to the person. */
  async function safely(what: string, reply: SlackReply, ack: Ack, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.error({ err: error, what }, 'something that a person did in Slack could not be handled');
      await ack().catch((failure: unknown) => log.warn({ err: failure, what }, 'Slack was not acknowledged'));
      await answer(reply, trouble()).catch((failure: unknown) =>
        log.error({ err: failure, what }, 'nobody could be told that something went wrong'),
      );
    }
  }

  function confirmed(call: Call, reply: SlackReply): Promise<Outcome> {
    return confirm(commands, call, left(call.heardAt), (run) => {
      void safely(
        call.command,
        reply,
        () => Promise.resolve(),
        async () => {
          const outcome = await run;
          if (outcome) await tell(outcome, reply, call.heardAt);
        },
      );
    });
  }

  /** What running gave; what is on the queue is answered by whoever carries it out. */
  async function tell(outcome: Outcome, reply: SlackReply, heardAt: number): Promise<void> {
    if (outcome.pending === undefined) return answer(reply, outcome.message, outcome.mentions);
    // Nothing waits for it: closing must not.
    void tellIfSlow(outcome, heardAt, { clock, log }, (message, mentions) => answer(reply, message, mentions));
  }

  /** What is left of the time to acknowledge in, in ms; a look-up of the person's language may have taken some of it. */
  function left(heardAt: number): number {
    return Math.max(leastMs, patience - (clock.now() - heardAt));
  }

  return { safely, confirmed, tell };
}

export type Handling = ReturnType<typeof createHandling>;

/** What the forms are made of. */
export interface FormParts extends Pick<HandlingParts, 'commands' | 'answer' | 'log'> {
  readonly workspace: string;
  readonly web: Web;
  readonly handling: Handling;
}
