import { createMembers, shown } from './discord.ts';
import { createPeople, whole } from './slack.ts';

/** One of the two chats, as the soak uses it: people type, read, and are refused for a while. */
export interface SoakChat {
  readonly platform: 'slack' | 'discord';
  /** Who approves here, and sees the channels. */
  readonly approver: string;
  /** The command to request a product for a minute. */
  request(product: number): string;
  approve(id: string): string;
  /** Types a command; whether the chat could deliver it. */
  type(name: string, line: string): Promise<boolean>;
  /** Everything that Latchkey told one person privately, oldest first. */
  told(name: string): Promise<readonly string[]>;
  /** Everything that stands in a channel for all to see, oldest first. */
  posted(channel: 'approvals' | 'audit'): Promise<readonly string[]>;
  /** Ways in which this chat refuses what Latchkey sends, in the words of its fault API. */
  readonly refusals: readonly object[];
  refuse(kind: object): Promise<unknown>;
  relent(): Promise<unknown>;
}

export function soakSlack(url: string): SoakChat {
  const people = createPeople(url);
  const channels = { approvals: 'C0APPROVE', audit: 'C0AUDIT' };
  return {
    platform: 'slack',
    approver: 'ada',
    request: (product) => `/access request console product-${product} for 1m`,
    approve: (id) => `/access approve ${id}`,
    type: async (name, line) => (await people.type(name, line)).ok,
    told: async (name) => (await people.messages(name, 'app')).map(whole),
    posted: async (channel) => (await people.messages('ada', channels[channel])).map(whole),
    refusals: [
      { method: 'chat.postMessage', status: 500 },
      { method: 'chat.postMessage', status: 429, retryAfter: 1 },
      { method: 'chat.postMessage', status: 200, error: 'token_revoked' },
      { method: 'chat.postMessage', status: 503, applied: true },
      { method: 'chat.update', status: 200, error: 'missing_scope' },
      { method: 'response_url', status: 404, error: 'expired_url' },
      { method: '*', status: 200, error: 'invalid_auth' },
    ],
    refuse: (kind) => people.fault({ times: null, ...kind }),
    relent: () => people.clearFaults(),
  };
}

/** @param approver the id of a member who administers every product */
export function soakDiscord(url: string, approver: string): SoakChat {
  const members = createMembers(url);
  const channels = { approvals: '1100', audit: '1200' };
  return {
    platform: 'discord',
    approver,
    request: (product) => `request console product:product-${product} duration:1m`,
    approve: (id) => `approve id:${id}`,
    type: async (name, line) => (await members.type(name, line)).ok,
    async told(name) {
      const [here, direct] = await Promise.all([members.messages(name, 'general'), members.messages(name, 'app')]);
      return [...here, ...direct].map(shown);
    },
    posted: async (channel) => (await members.messages(approver, channels[channel])).map(shown),
    refusals: [
      { method: 'POST /channels/:channel/messages', status: 500 },
      { method: 'POST /channels/:channel/messages', status: 429, retryAfter: 1 },
      { method: 'POST /channels/:channel/messages', status: 403, code: 50001 },
      { method: 'POST /channels/:channel/messages', status: 503, applied: true },
      { method: 'PATCH /channels/:channel/messages/:message', status: 403, code: 50013 },
      { method: 'POST /channels/:channel/messages', status: 403, page: true },
      { method: '*', status: 401 },
    ],
    refuse: (kind) => members.ask('/faults', { times: null, ...kind }),
    relent: () => members.ask('/faults', undefined, 'DELETE'),
  };
}
