import type { Handlers } from '../src/ports/queue.ts';
import type { CheckDue } from '../src/services/access/check-due.ts';
import type { Deps } from '../src/services/deps.ts';
import type { CommandAnswerParts } from './command-answers.ts';
import { createCommandAnswers } from './command-answers.ts';
import type { CommandWorkerParts } from './commands.ts';
import { createCommandWorker } from './commands.ts';
import type { EffectWorkerParts } from './effects.ts';
import { createEffectWorker } from './effects.ts';
import { createGivenUp } from './given-up.ts';
import { createRefused } from './refused.ts';
import type { RefusedParts } from './refused.ts';
import { createTimerWorker } from './timers.ts';

export type HandlerParts = CommandWorkerParts &
  CommandAnswerParts &
  EffectWorkerParts & {
    readonly metrics: RefusedParts['metrics'];
    readonly checkDue: Pick<CheckDue, 'one'>;
    readonly notify: Pick<RefusedParts, 'administrators'>;
  };

/** One handler a queue, each job a unit of work, and what happens to a job that is given up. */
export function createHandlers(deps: Deps, parts: HandlerParts): Handlers {
  const answers = createCommandAnswers(deps, parts);
  const command = createCommandWorker(deps, answers, parts);
  const effect = createEffectWorker(deps, parts);
  const timer = createTimerWorker(parts.checkDue);
  return {
    command: (job, context) => deps.store.unit(() => command(job, context)),
    effect: (job, context) => deps.store.unit(() => effect(job, context)),
    timer: (job, context) => deps.store.unit(() => timer(job, context)),
    gaveUp: createGivenUp(deps, answers),
    refused: createRefused(deps, { metrics: parts.metrics, administrators: parts.notify.administrators }),
  };
}
