import type { Client } from '../../domain/catalogue.ts';
import { words } from '../../words/index.ts';

/** The longest chain. */
const most = 8;

interface Link {
  readonly issuer: string;
  readonly id: string;
}

/** The names of everybody in the chain, the nearest to the client first; or a sentence why it isn’t accepted. */
export type Chain = { readonly ok: true; readonly names: readonly string[] } | ({ readonly ok: false } & Refusal);

interface Refusal {
  /** 400: it can’t be read; 403: somebody in it isn’t registered. */
  readonly status: 400 | 403;
  readonly sentence: string;
}

/**
 * Everybody who stands between a client and the subject: `client.actor` with its nested `act`, and `act` of the subject’s
 * properties. Every one has to be registered for the client (Access Request and Approval Profile, § Delegation and On-Behalf-Of).
 */
export function readChain(client: Pick<Client, 'actors'>, actor: unknown, subjectAct: unknown): Chain {
  const links: Link[] = [];
  const refused = follow(actor, 'id', 'issuer', links) ?? follow(subjectAct, 'sub', 'iss', links);
  if (refused !== null) return { ok: false, ...refused };
  const known = client.actors ?? [];
  const stranger = links.find(({ issuer, id }) => !known.some((one) => one.issuer === issuer && one.id === id));
  if (stranger !== undefined) return { ok: false, status: 403, sentence: words.access.unknownActor(stranger.id) };
  return { ok: true, names: [...new Set(links.map(({ id }) => id))] };
}

/** Adds a link and what is nested in it; a sentence where that can’t be read. */
function follow(first: unknown, id: 'id' | 'sub', issuer: 'issuer' | 'iss', links: Link[]): Refusal | null {
  let next = first;
  let keys: readonly [string, string] = [id, issuer];
  while (next !== undefined) {
    if (links.length >= most) return { status: 400, sentence: words.access.tooDeep };
    if (typeof next !== 'object' || next === null) return { status: 400, sentence: words.access.badActor };
    const one = next as Readonly<Record<string, unknown>>;
    const [name, from] = [one[keys[0]], one[keys[1]]];
    if (typeof name !== 'string' || typeof from !== 'string' || name === '' || from === '') {
      return { status: 400, sentence: words.access.badActor };
    }
    links.push({ id: name, issuer: from });
    next = one['act'];
    keys = ['sub', 'iss'];
  }
  return null;
}
