import type { Deliver } from './deliver/types.ts';
import type { Faults } from './faults.ts';
import type { Identity } from './identity.ts';
import type { Modals } from './interact/modals.ts';
import type { ResponseUrls } from './interact/response-urls.ts';
import type { Triggers } from './interact/triggers.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';

/** Everything that the parts of the local Slack share. */
export interface Desk {
  store: Store;
  app: Identity;
  faults: Faults;
  triggers: Triggers;
  modals: Modals;
  responses: ResponseUrls;
  settings: Settings;
  deliver: Deliver;
  /** Milliseconds since 1970. */
  now: () => number;
  /** `http://127.0.0.1:PORT`, once it listens. */
  url: () => string;
  /** The Web API calls of late, oldest first. */
  calls: CallLog;
}

export interface Call {
  at: string;
  method: string;
  arguments: Record<string, unknown>;
  /** The HTTP status of the answer. */
  status: number;
  error?: string;
}

export interface CallLog {
  add: (call: Call) => void;
  list: () => Call[];
  clear: () => void;
}

/** @param most how many to keep */
export function createCallLog(most: number): CallLog {
  let calls: Call[] = [];
  return {
    add: (call) => {
      calls = [...calls.slice(1 - most), call];
    },
    list: () => calls,
    clear: () => {
      calls = [];
    },
  };
}
