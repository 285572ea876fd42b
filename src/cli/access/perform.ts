import { randomIds } from '../../lib/random-ids.ts';
import { createLog } from '../../observe/index.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { createFacts } from '../../services/access/facts.ts';
import { createPerform } from '../../services/access/handle-command.ts';
import type { Perform } from '../../services/access/handle-command.ts';
import { createObstacles } from '../../services/access/obstacle.ts';
import { createRefusedRecord } from '../../services/access/record-refusal.ts';
import { createRequestBudget } from '../../services/access/request-budget.ts';
import { createJournal } from '../../services/audit/journal.ts';
import { createAuthority } from '../../services/authority/authority.ts';
import { createHumans } from '../../services/authority/humans.ts';
import type { Directory } from '../../services/directory.ts';
import { createEntries } from '../../services/identity/entries.ts';
import { createIdentify } from '../../services/identity/identify.ts';
import { createRecordPeople } from '../../services/identity/record-people.ts';
import { noQueue } from '../no-queue.ts';

/** Decides with MongoDB alone, no chat and no Redis: what follows waits in the record until a worker's sweep finds it. */
export function offlinePerform(store: Store, clock: Clock, directory: Directory): Perform {
  const deps = {
    store,
    queue: noQueue,
    directory,
    clock,
    ids: randomIds,
    chats: new Map(),
    log: createLog({ level: 'error' }),
  };
  const nothing = () => Promise.resolve();
  const journal = createJournal(deps);
  const identify = createIdentify(deps, createRecordPeople(deps, nothing), nothing);
  const parts = {
    obstacles: createObstacles(deps),
    identify,
    humans: createHumans(deps),
    entries: createEntries(deps),
  };
  return createPerform(deps, createFacts(deps, createAuthority(deps), parts), {
    journal,
    refused: createRefusedRecord(deps, journal),
    requestBudget: createRequestBudget(deps),
  });
}
