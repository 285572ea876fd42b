import { lookup as systemLookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { Agent } from 'undici';
import type { Network } from './addresses.ts';
import { mayConnect } from './addresses.ts';

export interface Resolved {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. Rejects where it has none. */
export type Resolve = (name: string) => Promise<readonly Resolved[]>;

/** A request isn't sent, because of where it would go. The message is a sentence that says why. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

const resolveBySystem: Resolve = (name) => systemLookup(name, { all: true });

/** Reads an endpoint's address. Throws `TargetRefused` where nothing is ever sent to it. */
export function readTarget(text: string, network: Network): URL {
  if (!URL.canParse(text))
    throw new TargetRefused('This is not a web address, such as https://siem.example.com/latchkey.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && network === 'private')) {
    throw new TargetRefused('The address must begin with https:// (or http:// with network: private).');
  }
  if (url.username !== '' || url.password !== '') {
    throw new TargetRefused('The address holds a user or a password: take it out. Deliveries are signed instead.');
  }
  // URL has read every notation of an IPv4 address, such as 0x7f.1 or 2130706433, by now.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !mayConnect(host, network)) throw refused(host, network);
  return url;
}

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
    if (forbidden !== undefined) throw refused(`${name} (${forbidden.address})`, network);
    return [first, ...more];
  }
}

function refused(host: string, network: Network): TargetRefused {
  const wayOut = network === 'public' ? ' An endpoint inside your network needs network: private in latchkey.yml.' : '';
  return new TargetRefused(`Nothing is sent to ${host}: it isn’t an address that endpoints may have.${wayOut}`);
}
