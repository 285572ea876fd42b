import { isIP } from 'node:net';
import type { Network } from './addresses.ts';
import { mayConnect } from './addresses.ts';

/** A request isn't sent, because of where it would go. The message is a sentence that says why. */
export class TargetRefused extends Error {
  override readonly name = 'TargetRefused';
}

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
  if (isIP(host) !== 0 && !mayConnect(host, network)) throw refusedHost(host, network);
  return url;
}

/** A host that isn’t connected to, with what to do about it. */
export function refusedHost(host: string, network: Network): TargetRefused {
  const wayOut = network === 'public' ? ' An endpoint inside your network needs network: private in latchkey.yml.' : '';
  return new TargetRefused(`Nothing is sent to ${host}: it isn’t an address that endpoints may have.${wayOut}`);
}
