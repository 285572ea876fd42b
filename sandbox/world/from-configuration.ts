import type { World } from '../slack/world-types.ts';

type Channel = World['channels'][number];

const ADDRESS = /^[^\s@,<>]+@[^\s@,<>]+$/;
const CHANNEL = /^[A-Za-z0-9_-]+$/;
/** What the channels of a purpose are called. */
export const CHANNEL_NAMES: Record<string, string> = { approvals: 'approvals', audit: 'access-audit' };

/** Every e-mail anywhere in it, lower-cased, once, in the order of the file; the default administrators' left out (R6). */
export function addressesIn(value: unknown): string[] {
  const found = texts(value, 'defaultAdministrator').filter((text) => ADDRESS.test(text));
  return [...new Set(found.map((text) => text.toLowerCase()))];
}

/** `people.domains`, in the order of the file. */
export function domainsIn(value: unknown): string[] {
  return texts(at(at(value, 'people'), 'domains'));
}

/** The domain of whoever the world adds: the first of `people.domains`, else of the first e-mail. */
export function domainOf(value: unknown): string {
  return domainsIn(value)[0] ?? addressesIn(value)[0]?.split('@')[1] ?? 'acme.test';
}

/** A private channel for every Slack id below `channels`, named after what it is for. */
export function channelsIn(value: unknown): Channel[] {
  const found = new Map<string, Channel>();
  for (const [purpose, ids] of Object.entries(asRecord(at(value, 'channels')))) {
    for (const id of texts(at(ids, 'slack')).filter((text) => CHANNEL.test(text))) {
      if (!found.has(id)) found.set(id, { id, name: CHANNEL_NAMES[purpose] ?? purpose.toLowerCase(), private: true });
    }
  }
  return [...found.values()];
}

/** Every text in a value, however deep; what stands under the key `except` left out. */
export function texts(value: unknown, except?: string): string[] {
  if (typeof value === 'string') return [value.trim()];
  if (Array.isArray(value)) return value.flatMap((one) => texts(one, except));
  return Object.entries(asRecord(value)).flatMap(([key, one]) => (key === except ? [] : texts(one, except)));
}

/** What stands under a key; undefined where there is no such thing. */
export const at = (value: unknown, key: string): unknown => asRecord(value)[key];

/** An object as it is, anything else as an empty one. */
export function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
