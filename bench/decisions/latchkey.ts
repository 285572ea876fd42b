import type { Client } from '../../src/domain/catalogue.ts';
import { tokenDigest } from '../../src/lib/bearer.ts';
import { createDecisionRoutes } from '../../src/decisions/routes.ts';
import { every } from '../../src/services/every.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { createEvaluate } from '../../src/services/decisions/evaluate.ts';
import { createSearch } from '../../src/services/decisions/search.ts';
import { createStandings } from '../../src/services/decisions/standings.ts';
import { listenerOf } from '../../test/decisions/open-api.ts';
import { silent } from '../../test/support/house.ts';
import { openLine } from '../pipeline/line.ts';
import { organisation } from '../pipeline/organisation.ts';

/** The decision API on the database that the first argument names, as `latchkey start` composes it. */
const { people, token, ...servers } = JSON.parse(process.argv[2] ?? '{}') as {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly installationId: string;
  readonly people: number;
  readonly token: string;
};
const { catalogue, chat } = organisation({ people });
const { store, clock } = await openLine({ ...servers, catalogue, chats: [chat.chat], worker: false });
const client: Client = {
  id: 'bench',
  tokenVariable: 'BENCH_TOKEN',
  products: ['acme-prod'],
  instances: ['mdm-eu'],
  may: ['evaluate'],
  owners: [],
  limits: { evaluations: 1_000_000, searches: 1, requests: 1 },
};
const deps = { store, clock, directory: createDirectory(catalogue) };
const { standingOf, keepFresh } = createStandings(deps);
every(400, 'keeping fresh', keepFresh, { clock, log: silent });
const decisions = { evaluate: createEvaluate(deps, standingOf), search: createSearch(deps, standingOf), asking: null };
const clients = [{ client, digests: [tokenDigest(token)] }];
const { port } = await listenerOf(
  createDecisionRoutes({ clients, publicUrl: null, log: silent, now: Date.now }, () => decisions),
);
process.stdout.write(`${port}\n`);
