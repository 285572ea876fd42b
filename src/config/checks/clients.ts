import { clientLimits } from '../../domain/catalogue.ts';
import type { Actor, Callback, Client } from '../../domain/catalogue.ts';
import { normalEmail } from '../../domain/identity.ts';
import { urlFault } from '../../webhooks/config.ts';
import type { Names } from '../names.ts';
import { present } from '../names.ts';
import { quoted } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import type { FileShape, LooseFile } from '../shape.ts';
import { buildReach, checkSystems } from './systems.ts';

/** The clients of the decision API: their names, and what only those have that may request. */
export function checkClients(file: LooseFile, names: Names): Finding[] {
  return [
    ...checkSystems('clients', file.clients, names, { what: 'client', verb: 'ask about' }),
    ...present(file.clients).flatMap(([index, client]) => {
      const path: Path = ['clients', index];
      return [...needless(client, path), ...checkActors(client, path), ...checkCallbacks(client, path)];
    }),
  ];
}

/** The clients of a file that has no faults. */
export function buildClients(file: FileShape, names: Names): readonly Client[] {
  return (file.clients ?? []).map(({ id, token, may, owners = [], actors, callbacks, limits, ...reach }) => ({
    id,
    tokenVariable: token.env,
    ...buildReach(reach, names),
    may: [...new Set(may)],
    owners: [...new Set(owners.map(normalEmail))],
    ...(actors !== undefined && { actors: actors.map(({ issuer, id: name }): Actor => ({ issuer, id: name })) }),
    ...(callbacks !== undefined && { callbacks: callbacks.map(buildCallback) }),
    ...(limits !== undefined && { limits: { ...clientLimits, ...limits } }),
  }));
}

type LooseClient = NonNullable<NonNullable<LooseFile['clients']>[number]>;

function buildCallback({
  url,
  secret,
  network,
}: NonNullable<NonNullable<FileShape['clients']>[number]['callbacks']>[number]): Callback {
  return { url: url.trim(), secretVariable: secret.env, network: network ?? 'public' };
}

/** Actors, callbacks and the verbs about requests mean nothing without `request`. */
function needless({ may, actors, callbacks }: LooseClient, path: Path): Finding[] {
  if (may === undefined || present(may).some(([, one]) => one === 'request')) return [];
  const keys = [...(actors === undefined ? [] : ['actors']), ...(callbacks === undefined ? [] : ['callbacks'])];
  const verbs = present(may).filter(([, one]) => one === 'approvers' || one === 'administer');
  const needs = (what: string) => `${what} needs request in this client’s may: add it, or take this out.`;
  return [
    ...keys.map((key) => ({ path: [...path, key], sentence: needs(quoted(key)) })),
    ...verbs.map(([at, verb]) => ({ path: [...path, 'may', at], sentence: needs(quoted(verb)) })),
  ];
}

function checkActors({ actors }: LooseClient, path: Path): Finding[] {
  const seen = new Set<string>();
  return present(actors).flatMap(([index, { issuer, id }]) => {
    if (issuer === undefined || id === undefined) return [];
    const key = JSON.stringify([issuer, id]);
    const sentence = `The actor ${quoted(id)} of ${quoted(issuer)} is listed already: take one out.`;
    const findings = seen.has(key) ? [{ path: [...path, 'actors', index], sentence }] : [];
    seen.add(key);
    return findings;
  });
}

function checkCallbacks({ callbacks }: LooseClient, path: Path): Finding[] {
  const seen = new Set<string>();
  return present(callbacks).flatMap(([index, { url, network = 'public' }]): Finding[] => {
    if (url === undefined) return [];
    const at = [...path, 'callbacks', index, 'url'];
    const address = url.trim();
    const fault = urlFault(address, network);
    if (fault !== null) return [{ path: at, sentence: fault }];
    if (seen.has(address)) return [{ path: at, sentence: 'This address is listed already: take one out.' }];
    seen.add(address);
    return [];
  });
}
