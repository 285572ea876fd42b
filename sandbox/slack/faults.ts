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
  /** With status 200: the method's `error`. */
  error?: string;
  /** The call is carried out, and only its answer spoiled: as if the line broke afterwards. */
  applied: boolean;
}

export interface Faults {
  add: (fault: Omit<Fault, 'id'>) => Fault;
  remove: (id: string) => void;
  clear: () => void;
  list: () => Fault[];
  /** The fault that this call meets, if any; counts it down. */
  take: (method: string) => Fault | undefined;
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
    take: (method) => {
      const met = faults.find((fault) => fault.method === method || fault.method === '*');
      if (met !== undefined && met.times !== null) met.times -= 1;
      faults = faults.filter((fault) => fault.times === null || fault.times > 0);
      return met;
    },
  };
}
