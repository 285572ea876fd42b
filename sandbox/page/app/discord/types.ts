import type { Json } from '../data/send.ts';

export interface Role {
  id: string;
  name: string;
  /** 0xRRGGBB; 0: none of its own. */
  color: number;
  position: number;
  managed?: boolean;
  holders?: number;
}

export interface Channel {
  id: string;
  name: string;
  private?: boolean;
  /** Whether the app may see it. */
  appMayView?: boolean;
}

/** A channel as one person has it. */
export interface OwnChannel extends Channel {
  kind: 'text' | 'dm';
  unread: number;
}

/** Somebody who can be played; their roles highest first. */
export interface Persona {
  id: string;
  username: string;
  name: string;
  email?: string | null;
  roles: Pick<Role, 'id' | 'name' | 'color'>[];
  isMember: boolean;
  dmsClosed: boolean;
  /** In all channels, and of those in the direct message with the app. */
  unread: number;
  direct: number;
}

export interface Choice {
  name: string;
  value: string | number;
}

/** An option of a command, or a subcommand (type 1) or group of them (type 2). */
export interface CommandOption {
  type: number;
  name: string;
  description: string;
  required?: boolean;
  autocomplete?: boolean;
  choices?: Choice[];
  options?: CommandOption[];
  min_value?: number;
  max_value?: number;
  min_length?: number;
  max_length?: number;
}

export interface Command {
  id?: string;
  /** Absent: it is there everywhere, in direct messages too. */
  guild_id?: string;
  name: string;
  description: string;
  type?: number;
  options?: CommandOption[];
}

export interface World {
  guild: { id: string; name: string };
  app: { id: string; name: string; user: string; inGuild: boolean };
  channels: Channel[];
  /** They can be put back. */
  deletedChannels: Channel[];
  /** Highest first. */
  roles: Role[];
  commands: Command[];
  gateway: { connections: number; open: boolean; sessions: number };
  settings?: Json;
}

export interface User {
  id: string;
  username: string;
  global_name?: string | null;
  bot?: boolean;
}

export interface Embed {
  title?: string;
  url?: string;
  description?: string;
  color?: number;
  timestamp?: string;
  author?: { name: string };
  footer?: { text: string };
  fields?: { name: string; value: string; inline?: boolean }[];
}

export interface SelectOption {
  label: string;
  value: string;
  description?: string;
  default?: boolean;
}

/** Any component of a message or a modal; each has only some of these. */
export interface Component {
  type: number;
  id?: number;
  custom_id?: string;
  style?: number;
  label?: string;
  description?: string;
  content?: string;
  url?: string;
  disabled?: boolean;
  required?: boolean;
  placeholder?: string;
  value?: string;
  min_length?: number;
  max_length?: number;
  min_values?: number;
  max_values?: number;
  options?: SelectOption[];
  emoji?: { name?: string };
  components?: Component[];
  component?: Component;
}

export interface Message {
  id: string;
  channel_id: string;
  author: User;
  content: string;
  timestamp: string;
  edited_timestamp?: string | null;
  embeds: Embed[];
  components: Component[];
  mentions?: (User | string)[];
  flags?: number;
  ephemeral?: boolean;
  interaction?: { name: string; user: User | string } | null;
  interaction_metadata?: { id: string; user?: User | string };
  state?: 'thinking' | 'failed';
}

export interface Modal {
  id: string;
  channel: string;
  title: string;
  customId: string;
  components: Component[];
}

export interface Fault {
  id: string;
  method: string;
  times: number | null;
  status: number;
  retryAfter?: number;
  hold?: boolean;
}

/** What came of something a person did. */
export interface Done {
  ok: boolean;
  error?: string;
  message?: string;
  /** The option that is wrong. */
  option?: string;
  /** The field of a form that is wrong. */
  field?: string;
  interaction?: string;
  modal?: string;
  url?: string;
}
