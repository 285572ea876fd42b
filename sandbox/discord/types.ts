/** What the local Discord keeps. Ids are snowflakes; times are ISO 8601 unless a name says ms. */
import type { Json } from '../common/json.ts';

export type { Json } from '../common/json.ts';

export interface User {
  id: string;
  username: string;
  globalName: string;
  nick: string | null;
  email: string | null;
  verified: boolean;
  bot: boolean;
  /** Role ids, `@everyone` left out; none for who is not in the guild. */
  roles: string[];
  isMember: boolean;
  joinedAt: string;
  /** Takes no direct messages from the app. */
  dmsClosed: boolean;
  /** The language of their client; `en-US` unless given. */
  locale?: string;
}

export interface Role {
  id: string;
  name: string;
  color: number;
  position: number;
  managed: boolean;
  /** A bit field, as text. */
  permissions: string;
}

export interface Channel {
  id: string;
  /** Empty for a direct message. */
  name: string;
  kind: 'text' | 'dm';
  private: boolean;
  /** Who sees a private channel, or the one person of a direct message with the app. */
  members: string[];
  appMayView: boolean;
  appMayWrite: boolean;
}

/** How a message came about, where an interaction did it. */
export interface Cause {
  id: string;
  /** As Discord numbers interactions: 2 a command, 3 a component, 5 a modal. */
  type: number;
  user: string;
  /** `/access request role`; '' where it was no command. */
  name: string;
  token: string;
  /** The message whose component was used. */
  source?: string;
}

export interface Message {
  id: string;
  channel: string;
  author: string;
  content: string;
  embeds: Json[];
  components: Json[];
  flags: number;
  at: string;
  editedAt: string | null;
  nonce?: string | number;
  /** User ids, role ids and whether everyone is pinged, as allowed_mentions let it. */
  mentions: { users: string[]; roles: string[]; everyone: boolean };
  /** The message that it answers. */
  replyTo?: string;
  /** Ephemeral: only this user sees it. */
  only?: string;
  cause?: Cause;
  /** Discord itself says here that the app gave no answer. */
  failed?: boolean;
}

export interface Command {
  id: string;
  version: string;
  /** Null: it is there everywhere, in direct messages too. */
  guild: string | null;
  /** As the app gave it, with defaults filled in. */
  content: Json & { name: string };
}

export interface AuditEntry {
  id: string;
  action: 'role-given' | 'role-taken';
  /** Who did it. */
  user: string;
  target: string;
  role: { id: string; name: string };
  reason: string | null;
  at: string;
}

/** What changed, for whoever watches: the page, tests. */
export type Notice =
  | { type: 'message'; channel: string; id: string; only?: string; change: 'new' | 'changed' | 'removed' }
  | { type: 'interaction'; id: string; user: string; state: 'sent' | 'answered' | 'failed' }
  | { type: 'modal'; user: string }
  | { type: 'users' }
  | { type: 'roles' }
  | { type: 'channels' }
  | { type: 'commands' }
  | { type: 'gateway'; connections: number }
  | { type: 'read'; user: string; channel: string }
  | { type: 'settings' }
  | { type: 'reset' };
