import type { Client } from '../../src/domain/catalogue.ts';
import { tokenDigest } from '../../src/lib/bearer.ts';
import { createDecisionRoutes } from '../../src/decisions/routes.ts';
import { startHttp } from '../../src/http/index.ts';
import { every } from '../../src/services/every.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { createEvaluate } from '../../src/services/decisions/evaluate.ts';
import { createSearch } from '../../src/services/decisions/search.ts';
import { createStandings } from '../../src/services/decisions/standings.ts';
import { openStore } from '../../src/store/index.ts';
import { testCatalogue } from '../../test/support/catalogue.ts';
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
};
const deps = { store, clock, directory: createDirectory(testCatalogue()) };
const { standingOf, keepFresh } = createStandings(deps);
every(400, 'keeping fresh', keepFresh, { clock, log: silent });
const decisions = { evaluate: createEvaluate(deps, standingOf), search: createSearch(deps, standingOf) };
const clients = [{ client, digests: [tokenDigest(token)] }];
const { port } = await startHttp({
  port: 0,
  host: '127.0.0.1',
  log: silent,
  metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
  ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
  mounts: [],
  apis: createDecisionRoutes({ clients, publicUrl: null, log: silent }, () => decisions),
});
process.stdout.write(`${port}\n`);
