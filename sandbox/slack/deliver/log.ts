import { performance } from 'node:perf_hooks';
import type { Json } from '../types.ts';
import type { Deliver, Kind, Outcome } from './types.ts';

/** One delivery to the app, for whoever wants to see what Slack sent. */
export interface Delivery {
  id: number;
  at: string;
  kind: Kind;
  payload: Json;
  /** 0 for the first, then the retry's number. */
  attempt: number;
  outcome: Outcome;
  ms: number;
}

export interface DeliveryLog {
  deliver: Deliver;
  /** Oldest first. */
  list: () => Delivery[];
  clear: () => void;
}

/** Writes down what is delivered. @param most how many to keep; @param told is given each delivery's number */
export function withLog(deliver: Deliver, now: () => number, most: number, told: (id: number) => void): DeliveryLog {
  let deliveries: Delivery[] = [];
  let count = 0;
  return {
    deliver: async (kind, payload, retry) => {
      const id = (count += 1);
      const at = new Date(now()).toISOString();
      const begun = performance.now();
      const outcome = await deliver(kind, payload, retry);
      const ms = Math.round(performance.now() - begun);
      deliveries = [
        ...deliveries.slice(1 - most),
        { id, at, kind, payload, attempt: retry?.attempt ?? 0, outcome, ms },
      ];
      told(id);
      return outcome;
    },
    list: () => deliveries,
    clear: () => {
      deliveries = [];
    },
  };
}
