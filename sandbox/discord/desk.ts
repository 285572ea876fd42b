import type { Faults } from './faults.ts';
import type { Gateway } from './gateway/index.ts';
import type { Identity } from './identity.ts';
import type { Interactions } from './interact/interactions.ts';
import type { Modals } from './interact/modals.ts';
import type { Grants } from './oauth2/grants.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

/** Everything that the parts of the local Discord share. */
export interface Desk {
  store: Store;
  app: Identity;
  settings: Settings;
  faults: Faults;
  gateway: Gateway;
  interactions: Interactions;
  modals: Modals;
  grants: Grants;
  /** Milliseconds since 1970. */
  now: () => number;
  /** `http://127.0.0.1:PORT`, once it listens. */
  url: () => string;
  /** The REST requests of late, oldest first. */
  calls: Log<Call>;
  /** The interactions that the app was sent of late, oldest first. */
  deliveries: Log<Delivery>;
}

export interface Delivery {
  id: string;
  at: string;
  event: string;
  payload: Record<string, unknown>;
  /** How many connected apps got it at once. */
  connections: number;
  outcome: { ok: boolean; error?: string; response?: { type: number } };
  /** Until the first answer. */
  ms: number;
}

export interface Call {
  at: string;
  /** `PUT /guilds/1/members/2/roles/3`, without its query. */
  method: string;
  query?: Record<string, string>;
  body?: unknown;
  /** What an audit-log reason header said. */
  reason?: string;
  /** The HTTP status of the answer. */
  status: number;
  /** Discord's error code, where it refused. */
  code?: number;
}

/** The newest entries of something, oldest first. */
export interface Log<T> {
  add: (entry: T) => void;
  list: () => T[];
  clear: () => void;
}

/** @param most how many to keep */
export function createLog<T>(most: number): Log<T> {
  let entries: T[] = [];
  return {
    add: (entry) => {
      entries = [...entries.slice(1 - most), entry];
    },
    list: () => entries,
    clear: () => {
      entries = [];
    },
  };
}
