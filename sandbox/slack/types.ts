/** What the local Slack keeps. Ids and time stamps look like Slack's own; times are in seconds unless a name says ms. */
import type { Json } from '../common/json.ts';

export type { Json } from '../common/json.ts';

export interface User {
  id: string;
  teamId: string;
  name: string;
  realName: string;
  email?: string;
  emailConfirmed: boolean;
  title: string;
  guest?: 'restricted' | 'ultra';
  bot: boolean;
  deleted: boolean;
  enterpriseId?: string;
  /** The language of their Slack; `en-US` unless given. */
  locale?: string;
  /** When the profile was last changed. */
  updated: number;
}

export interface Channel {
  id: string;
  /** Empty for a direct message. */
  name: string;
  kind: 'public' | 'private' | 'im';
  shared: boolean;
  /** User ids; in a direct message with the app, the one person. */
  members: string[];
  /** Whether the app is in it. */
  app: boolean;
  archived?: boolean;
  created: number;
}

/** A block as the app sent it, with the ids that Slack fills in. */
export type Block = Json & { type: string; block_id: string };

export interface Message {
  channel: string;
  ts: string;
  /** The user who wrote it; the app's messages have the app's bot user. */
  author: string;
  text: string;
  blocks?: Block[];
  attachments?: Json[];
  metadata?: Json;
  threadTs?: string;
  /** Ephemeral: only this user sees it. */
  only?: string;
  /** The time stamp of the last change that people are shown as "(edited)". */
  edited?: string;
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  /** The user who sees it. */
  owner: string;
  /** What the app gave, ids filled in. */
  content: Json;
  blocks: Block[];
  hash: string;
  rootId: string;
  previousId: string | null;
}

/** What changed, for whoever watches: the page, tests. */
export type Notice =
  | { type: 'message'; channel: string; ts: string; only?: string; change: 'new' | 'changed' | 'removed' }
  | { type: 'views'; user: string }
  | { type: 'home'; user: string }
  | { type: 'users' }
  | { type: 'channels' }
  | { type: 'read'; user: string; channel: string }
  | { type: 'delivery'; id: number }
  | { type: 'settings' }
  | { type: 'reset' };
