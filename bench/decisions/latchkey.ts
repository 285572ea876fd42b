import type { Client } from '../../src/domain/catalogue.ts';
import { tokenDigest } from '../../src/lib/bearer.ts';
import { createDecisionRoutes } from '../../src/decisions/routes.ts';
import { every } from '../../src/services/every.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { createEvaluate } from '../../src/services/decisions/evaluate.ts';
import { createSearch } from '../../src/services/decisions/search.ts';
import { createStandings } from '../../src/services/decisions/standings.ts';
import { openStore } from '../../src/store/index.ts';
import { testCatalogue } from '../../test/support/catalogue.ts';
import { listenerOf } from '../../test/decisions/open-api.ts';
import { silent } from '../../test/support/house.ts';

/** The decision API on the MongoDB that the first argument names, as `latchkey start` composes it. */
const [uri = '', token = ''] = process.argv.slice(2);
const { store, clock } = await openStore({ uri, tenant: 'main', log: silent });
const client: Client = {
  id: 'bench',
  tokenVariable: 'BENCH_TOKEN',
  products: ['acme-prod'],
  instances: ['mdm-eu'],
  may: ['evaluate'],
  owners: [],
  limits: { evaluations: 1_000_000, searches: 1, requests: 1 },
};
const deps = { store, clock, directory: createDirectory(testCatalogue()) };
const { standingOf, keepFresh } = createStandings(deps);
every(400, 'keeping fresh', keepFresh, { clock, log: silent });
const decisions = { evaluate: createEvaluate(deps, standingOf), search: createSearch(deps, standingOf), asking: null };
const clients = [{ client, digests: [tokenDigest(token)] }];
const { port } = await listenerOf(
  createDecisionRoutes({ clients, publicUrl: null, log: silent, now: Date.now }, () => decisions),
);
process.stdout.write(`${port}\n`);
