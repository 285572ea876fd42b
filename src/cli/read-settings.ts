import { readEnvironment } from '../config/environment.ts';
import type { Environment, EnvironmentProblem } from '../config/environment.ts';
import { readNamedSecrets } from '../config/named-secrets.ts';
import { tokenDigest } from '../lib/bearer.ts';
import type { KnownClient } from '../decisions/authenticate.ts';
import type { Catalogue, Client, Endpoint, Hook } from '../domain/catalogue.ts';
import { everyEndpoint } from '../domain/webhook/callbacks.ts';
import { secretFault } from '../webhooks/config.ts';
import type { KnownEndpoint } from '../webhooks/config.ts';
import type { KnownHook } from '../webhooks/inbound.ts';
import type { Io } from './io.ts';
import { isWrongUse } from './io.ts';
import { checkCatalogue, configFile, problemLines } from './read-catalogue.ts';

export type ReadSettings =
  | {
      readonly ok: true;
      readonly environment: Environment;
      readonly catalogue: Catalogue;
      /** Who may call the decision API, each with its tokens. */
      readonly clients: readonly KnownClient[];
      /** Who is told of events, each with its secrets. */
      readonly webhooks: readonly KnownEndpoint[];
      /** Which systems may report and ask, each with its secrets. */
      readonly hooks: readonly KnownHook[];
      readonly warnings: readonly string[];
    }
  | {
      readonly ok: false;
      readonly problems: readonly { readonly path: string; readonly sentence: string }[];
      /** The same, to be read by people. */
      readonly lines: readonly string[];
    };

/** Environment and configuration together: both whole, or everything that is wrong with either. */
export async function readSettings(io: Io): Promise<ReadSettings> {
  const file = configFile(io);
  const environment = readEnvironment(io.env);
  const configuration = await checkOrProblem(file);
  const {
    clients,
    webhooks,
    hooks,
    problems: secrets,
  } = readSystems(io, configuration.ok ? configuration.catalogue : {});
  if (environment.ok && configuration.ok && secrets.length === 0) {
    const warnings = [...environment.warnings, ...configuration.warnings.map((warning) => `${file}: ${warning}`)];
    const { catalogue } = configuration;
    return {
      ok: true,
      environment: environment.environment,
      catalogue,
      clients,
      webhooks,
      hooks,
      warnings,
    };
  }
  const variables = [...(environment.ok ? [] : environment.problems), ...secrets];
  const places = configuration.ok ? [] : configuration.problems;
  return {
    ok: false,
    problems: [
      ...variables.map(({ variable, sentence }) => ({ path: variable, sentence })),
      ...places.map(({ path, sentence }) => ({ path, sentence })),
    ],
    lines: [...variables.map(({ sentence }) => `  ${sentence}`), ...problemLines(file, places)],
  };
}

/** Every secret and token that latchkey.yml names for another system, and what is wrong with any of them. */
export function readSystems(
  io: Pick<Io, 'env'>,
  { clients = [], webhooks, inbound = [] }: Pick<Catalogue, 'clients' | 'webhooks' | 'inbound'>,
) {
  const ofClients = knownClients(io, clients);
  const ofEndpoints = knownEndpoints(io, everyEndpoint({ clients, ...(webhooks !== undefined && { webhooks }) }));
  const ofHooks = knownHooks(io, inbound);
  return {
    clients: ofClients.known,
    webhooks: ofEndpoints.known,
    hooks: ofHooks.known,
    problems: [...ofClients.problems, ...ofEndpoints.problems, ...ofHooks.problems],
  };
}

/** Reads the token of each client; a token that isn't there stops the start like any other variable. */
function knownClients(io: Pick<Io, 'env'>, clients: readonly Client[]) {
  const known: KnownClient[] = [];
  const problems: EnvironmentProblem[] = [];
  for (const client of clients) {
    const read = readNamedSecrets(io.env, client.tokenVariable, `the client ${client.id}`);
    if (read.ok) known.push({ client, digests: read.secrets.map(tokenDigest) });
    else problems.push(read.problem);
  }
  return { known, problems };
}

/** Reads the secrets of each endpoint; one that isn't there or can't sign stops the start like any other variable. */
export function knownEndpoints(io: Pick<Io, 'env'>, endpoints: readonly Endpoint[]) {
  const known: KnownEndpoint[] = [];
  const problems: EnvironmentProblem[] = [];
  for (const endpoint of endpoints) {
    const read = readNamedSecrets(io.env, endpoint.secretVariable, `the endpoint ${endpoint.id}`, secretFault);
    if (read.ok) known.push({ endpoint, secrets: read.secrets });
    else problems.push(read.problem);
  }
  return { known, problems };
}

/** Reads the secrets of each hook in the same way: a delivery signed with any of them is taken. */
function knownHooks(io: Pick<Io, 'env'>, hooks: readonly Hook[]) {
  const known: KnownHook[] = [];
  const problems: EnvironmentProblem[] = [];
  for (const hook of hooks) {
    const read = readNamedSecrets(io.env, hook.secretVariable, `the hook ${hook.id}`, secretFault);
    if (read.ok) known.push({ hook, secrets: read.secrets });
    else problems.push(read.problem);
  }
  return { known, problems };
}

async function checkOrProblem(file: string): ReturnType<typeof checkCatalogue> {
  try {
    return await checkCatalogue(file);
  } catch (error) {
    if (!isWrongUse(error)) throw error;
    return { ok: false, problems: [{ path: '', sentence: error.message, line: null }], warnings: [] };
  }
}
