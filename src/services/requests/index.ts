import type { Perform } from '../access/handle-command.ts';
import type { Obstacles } from '../access/obstacle.ts';
import type { RequestBudget } from '../access/request-budget.ts';
import type { Authority } from '../authority/authority.ts';
import type { Humans } from '../authority/humans.ts';
import type { StandingOf } from '../decisions/standings.ts';
import type { Deps } from '../deps.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import { createNamedPeople } from '../inbound/named-person.ts';
import { createForgetTasks } from './forget.ts';
import { createOffers } from './offers.ts';
import { createReevaluate } from './reevaluate.ts';
import { createSubmit } from './submit.ts';
import { createTasks } from './tasks.ts';

/** Requests through the API (DESIGN §8): OpenID AuthZEN Access Request and Approval Profile, core. */
export function createRequests(
  deps: Deps,
  parts: {
    readonly standingOf: StandingOf;
    readonly perform: Perform;
    readonly recordPeople: RecordPeople;
    readonly requestBudget: Pick<RequestBudget, 'take'>;
    readonly obstacles: Obstacles;
    readonly authority: Pick<Authority, 'storedCandidates' | 'qualifies'>;
    readonly humans: Pick<Humans, 'of'>;
  },
) {
  const people = createNamedPeople(deps, parts.recordPeople);
  const offerOf = createOffers(deps, { ...parts, people });
  const tasks = createTasks(deps, parts);
  return {
    offerOf,
    ...createSubmit(deps, { ...parts, offerOf, people, secret: () => deps.ids.secret() }),
    look: tasks.look,
    lookAt: tasks.lookAt,
    cancel: tasks.cancel,
    presented: createReevaluate(deps, parts),
    forget: createForgetTasks(deps, { tasks }),
  };
}

export type Requests = ReturnType<typeof createRequests>;
