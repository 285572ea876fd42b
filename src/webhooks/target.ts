import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { Network } from './addresses.ts';
import { mayConnect } from './addresses.ts';
import { refusedHost } from './read-target.ts';

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. Rejects where it has none. */
export type Resolve = (name: string) => Promise<readonly Resolved[]>;

const resolveBySystem: Resolve = (name) => systemLookup(name, { all: true });

/**
 * Connections that only go where they may: each name is looked up here once for each connection, and every address that is
 * found must be allowed, else none is connected to. Reads no proxy variables.
 * @param connectWithinMs how long a connection and its handshake may take, in ms
 */
export function createAgent(network: Network, connectWithinMs: number, resolve: Resolve = resolveBySystem): Agent {
  const lookup: LookupFunction = (name, options, callback) => {
    resolveAllowed(name).then(
      (all) => {
        const [first] = all;
        if (options.all === true) callback(null, [...all]);
        else callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), '', 0),
    );
  };
  return new Agent({ connect: { lookup, timeout: connectWithinMs }, pipelining: 1 });

  async function resolveAllowed(name: string): Promise<readonly [Resolved, ...Resolved[]]> {
    const [first, ...more] = await resolve(name);
    if (first === undefined) throw new Error(`${name} has no address`);
    const forbidden = [first, ...more].find(({ address }) => !mayConnect(address, network));
    if (forbidden !== undefined) throw refusedHost(`${name} (${forbidden.address})`, network);
    return [first, ...more];
  }
}
