import { randomUUID } from 'node:crypto';

/** What Discord is to do wrong on demand, so that one can see an app cope. */
export interface Fault {
  id: string;
  /** A method and a route, as `PUT /guilds/:guild/members/:user/roles/:role`, or `*` for all; a real id fits as well. */
  method: string;
  /** How many requests it meets; null: until it is removed. */
  times: number | null;
  /** The HTTP status to answer with; absent where the request is only delayed or held. */
  status?: number;
  /** Discord's own code in the answer, such as 50013; 0 unless given. */
  code?: number;
  /** The answer is a page, not JSON: as of something in between. */
  page?: boolean;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** For 429: every route is meant. */
  global: boolean;
  /** The request is carried out, and only its answer spoiled: as if the line broke afterwards. */
  applied: boolean;
  /** Milliseconds to wait before anything else. */
  delayMs: number;
  /** The request waits until the fault is removed, then is carried out. */
  hold: boolean;
}

/** A fault that a request has met. */
export interface Met {
  fault: Fault;
  /** Settles when a held request may go on. */
  released: Promise<void>;
}

export interface Faults {
  add: (fault: Omit<Fault, 'id'>) => Fault;
  remove: (id: string) => void;
  clear: () => void;
  /** With how many requests each one holds at this moment. */
  list: () => (Fault & { holding: number })[];
  /** The fault that this request meets, if any; counts it down. @param path below /api/v10 */
  take: (method: string, path: string) => Met | undefined;
}

interface Kept {
  fault: Fault;
  releases: (() => void)[];
}

export function createFaults(): Faults {
  let kept: Kept[] = [];
  const drop = (gone: (one: Kept) => boolean): void => {
    const [leaving, staying] = [kept.filter(gone), kept.filter((one) => !gone(one))];
    kept = staying;
    for (const { releases } of leaving) for (const release of releases) release();
  };
  return {
    add: (given) => {
      const fault = { ...given, id: randomUUID() };
      kept.push({ fault, releases: [] });
      return fault;
    },
    remove: (id) => drop(({ fault }) => fault.id === id),
    clear: () => drop(() => true),
    list: () => kept.map(({ fault, releases }) => ({ ...fault, holding: releases.length })),
    take: (method, path) => {
      const met = kept.find(({ fault }) => fault.times !== 0 && matches(fault.method, method, path));
      if (met === undefined) return undefined;
      if (met.fault.times !== null) met.fault.times -= 1;
      const released = met.fault.hold ? new Promise<void>((resolve) => met.releases.push(resolve)) : Promise.resolve();
      // One that holds stays until it is removed, which lets go what it holds.
      drop((one) => one.fault.times === 0 && !one.fault.hold);
      return { fault: met.fault, released };
    },
  };
}

/** Whether a pattern means this request: `*`, or a method (or `*`) and a route whose `:name` and `*` stand for anything. */
export function matches(pattern: string, method: string, path: string): boolean {
  if (pattern === '*') return true;
  const [verb = '', route = ''] = pattern.trim().split(/\s+/);
  if (verb !== '*' && verb.toUpperCase() !== method) return false;
  const [wanted, given] = [route.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((segment, n) => segment === '*' || segment.startsWith(':') || segment === given[n])
  );
}
