import type { Catalogue } from '../../domain/catalogue.ts';
import { createLog } from '../../observe/index.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Store } from '../../ports/store.ts';
import { createJournal } from '../../services/audit/journal.ts';
import { createDirectory } from '../../services/directory.ts';
import { createEndpoints } from '../../services/webhooks/endpoints.ts';
import { createReplay } from '../../services/webhooks/replay.ts';
import { noQueue } from '../no-queue.ts';

/** What is done about endpoints with MongoDB alone: running workers find what is to be sent. */
export function endpointServices(store: Store, clock: Clock, catalogue: Catalogue) {
  const deps = {
    store,
    queue: noQueue,
    clock,
    directory: createDirectory(catalogue),
    log: createLog({ level: 'error' }),
  };
  const endpoints = createEndpoints(deps, createJournal(deps));
  return { deps, endpoints, replay: createReplay(deps, endpoints) };
}
