import type { Json } from '../data/send.ts';

export interface Person {
  id: string;
  name: string;
  realName: string;
  email?: string;
  emailConfirmed: boolean;
  title: string;
  guest?: 'restricted' | 'ultra';
  bot: boolean;
  deleted: boolean;
  isApp: boolean;
  isStranger: boolean;
}

export interface Persona extends Person {
  unread: number;
  direct: number;
}

export interface Conversation {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  shared: boolean;
  app: boolean;
  members: number;
  unread: number;
  latest: string | null;
}

export interface TextObject {
  type: 'plain_text' | 'mrkdwn';
  text: string;
}

export interface Option {
  text: TextObject;
  value: string;
  description?: TextObject;
}

export interface Confirm {
  title: TextObject;
  text: TextObject;
  confirm?: TextObject;
  deny?: TextObject;
  style?: 'primary' | 'danger';
}

/** Any interactive element of Block Kit; each has only some of these. */
export interface Element {
  type: string;
  action_id: string;
  text?: TextObject;
  style?: 'primary' | 'danger';
  url?: string;
  value?: string;
  placeholder?: TextObject;
  options?: Option[];
  option_groups?: { label: TextObject; options: Option[] }[];
  confirm?: Confirm;
  multiline?: boolean;
  min_length?: number;
  max_length?: number;
  is_decimal_allowed?: boolean;
  min_value?: string;
  max_value?: string;
  min_query_length?: number;
  focus_on_load?: boolean;
  accessibility_label?: string;
  dispatch_action_config?: { trigger_actions_on?: string[] };
  image_url?: string;
  alt_text?: string;
}

export interface Block {
  type: string;
  block_id: string;
  text?: TextObject;
  accessory?: Element;
  element?: Element;
  elements?: Element[];
  label?: TextObject;
  hint?: TextObject;
  optional?: boolean;
  dispatch_action?: boolean;
}

/** A value as Slack's view state has it. */
export interface Value {
  type: string;
  value?: string | null;
  selected_option?: Option | null;
  selected_options?: Option[];
  selected_user?: string | null;
  selected_users?: string[];
  selected_conversation?: string | null;
  selected_conversations?: string[];
  selected_channel?: string | null;
  selected_channels?: string[];
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
}

/** By block_id, then action_id. */
export type Values = Record<string, Record<string, Value>>;

export interface Message {
  channel: string;
  ts: string;
  author: string;
  text: string;
  blocks?: Block[];
  attachments?: { color?: string; text?: string; fallback?: string; blocks?: Block[] }[];
  isEphemeral: boolean;
  edited?: string;
  threadTs?: string;
  values: Values;
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  title?: TextObject;
  submit?: TextObject;
  close?: TextObject;
  callback_id?: string;
  blocks: Block[];
  hash: string;
  previousId: string | null;
  values: Values;
}

export interface Fault {
  id: string;
  method: string;
  times: number | null;
  status: number;
  retryAfter?: number;
}

export interface Delivery {
  id: number;
  at: string;
  kind: 'slash_commands' | 'interactive' | 'events_api';
  payload: Json;
  attempt: number;
  outcome: { ok: boolean; error?: string; status?: number };
  ms: number;
}

export interface World {
  team: { id: string; name: string; domain: string };
  app: { id: string; name: string; user: string; command: string };
  delivery: 'http' | 'socket';
  connections: number | null;
  channels: { id: string; name: string; app: boolean; archived?: boolean }[];
  /** They can be put back. */
  deletedChannels: { id: string; name: string }[];
  settings: {
    emails: 'mailto' | 'plain';
    signature: 'valid' | 'forged' | 'stale';
    strictRate: boolean;
    installed: boolean;
  };
}

/** What came of something a person did. */
export interface Done {
  ok: boolean;
  error?: string;
  message?: string;
  errors?: Record<string, string>;
}
