import { randomUUID } from 'node:crypto';

/** What Slack is to do wrong on demand, so that one can see an app cope. */
export interface Fault {
  id: string;
  /** A Web API method, `response_url`, or `*` for all. */
  method: string;
  /** How many calls it spoils; null: until it is removed. */
  times: number | null;
  /** The HTTP status to answer with: 429, 500, 503 …, or 200 together with `error`. */
  status: number;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** The method's `error`; with status 200 it has to be given. */
  error?: string;
  /** Only calls whose body names this channel. */
  channel?: string;
  /** The answer is a page, not JSON: as of something in between. */
  page?: boolean;
  /** The call is carried out, and only its answer spoiled: as if the line broke afterwards. */
  applied: boolean;
}

export interface Faults {
  add: (fault: Omit<Fault, 'id'>) => Fault;
  remove: (id: string) => void;
  clear: () => void;
  list: () => Fault[];
  /** The fault that this call meets, if any; counts it down. @param body as it was sent */
  take: (method: string, body?: string) => Fault | undefined;
}

export function createFaults(): Faults {
  let faults: Fault[] = [];
  return {
    add: (given) => {
      const fault = { ...given, id: randomUUID() };
      faults.push(fault);
      return fault;
    },
    remove: (id) => {
      faults = faults.filter((fault) => fault.id !== id);
    },
    clear: () => {
      faults = [];
    },
    list: () => faults.map((fault) => ({ ...fault })),
    take: (method, body = '') => {
      const met = faults.find(
        (fault) =>
          (fault.method === method || fault.method === '*') &&
          (fault.channel === undefined || channelOf(body) === fault.channel),
      );
      if (met !== undefined && met.times !== null) met.times -= 1;
      faults = faults.filter((fault) => fault.times === null || fault.times > 0);
      return met;
    },
  };
}

/** The channel that a call names, in a form or as JSON. */
function channelOf(body: string): string | null {
  return /"channel":"(\w+)"/.exec(body)?.[1] ?? new URLSearchParams(body).get('channel');
}
