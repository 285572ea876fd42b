import type { Handlers } from '../src/ports/queue.ts';
import type { CheckDue } from '../src/services/access/check-due.ts';
import type { Deps } from '../src/services/deps.ts';
import type { CommandWorkerParts } from './commands.ts';
import { createCommandWorker } from './commands.ts';
import type { EffectWorkerParts } from './effects.ts';
import { createEffectWorker } from './effects.ts';
import { createGivenUp } from './given-up.ts';
import { createRefused } from './refused.ts';
import type { RefusedParts } from './refused.ts';
import { createTimerWorker } from './timers.ts';

export type HandlerParts = CommandWorkerParts &
  EffectWorkerParts & {
    readonly metrics: RefusedParts['metrics'];
    readonly checkDue: Pick<CheckDue, 'one'>;
    readonly notify: Pick<RefusedParts, 'administrators'>;
  };

/** One handler a queue, and what happens to a job that is given up. */
export function createHandlers(deps: Deps, parts: HandlerParts): Handlers {
  return {
    command: createCommandWorker(deps, parts),
    effect: createEffectWorker(deps, parts),
    timer: createTimerWorker(parts.checkDue),
    gaveUp: createGivenUp(deps),
    refused: createRefused(deps, { metrics: parts.metrics, administrators: parts.notify.administrators }),
  };
}
