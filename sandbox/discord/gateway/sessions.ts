import { randomBytes } from 'node:crypto';
import type { Json } from '../types.ts';
import type { Link } from './link.ts';

const KEPT_EVENTS = 1000;
const RESUMABLE_MS = 5 * 60_000;

/** What an app identified for, and what it was told since: it outlives a connection for some minutes. */
export interface Session {
  id: string;
  intents: number;
  /** Absent while its connection is gone. */
  link?: Link;
  /** Sends an event with the next sequence number, and keeps it for a resumption. */
  send: (event: string, data: unknown) => void;
  /** Sends again what came after `seq`. @returns whether all of that is still known */
  replay: (seq: number) => boolean;
}

export interface Sessions {
  open: (link: Link, intents: number) => Session;
  find: (id: string) => Session | undefined;
  /** The connection of a session is gone. */
  leave: (session: Session) => void;
  /** It cannot be resumed (any more). */
  drop: (session: Session) => void;
  clear: () => void;
  /** Those connected, and those that may yet resume. */
  all: () => Session[];
}

/** @param now milliseconds since 1970 */
export function createSessions(now: () => number): Sessions {
  const held = new Map<string, { session: Session; leftAt?: number }>();
  const all = (): Session[] => {
    for (const [id, { leftAt }] of held) if (leftAt !== undefined && now() - leftAt > RESUMABLE_MS) held.delete(id);
    return [...held.values()].map(({ session }) => session);
  };
  return {
    all,
    open: (link, intents) => {
      const session = newSession(link, intents);
      held.set(session.id, { session });
      return session;
    },
    find: (id) => all().find((session) => session.id === id),
    leave: (session) => {
      delete session.link;
      if (held.has(session.id)) held.set(session.id, { session, leftAt: now() });
    },
    drop: (session) => held.delete(session.id),
    clear: () => held.clear(),
  };
}

function newSession(link: Link, intents: number): Session {
  let events: Json[] = [];
  let count = 0;
  const session: Session = {
    id: randomBytes(16).toString('hex'),
    intents,
    link,
    send: (event, data) => {
      count += 1;
      const payload = { op: 0, t: event, s: count, d: data };
      events = [...events.slice(1 - KEPT_EVENTS), payload];
      session.link?.send(payload);
    },
    replay: (seq) => {
      if (seq > count || seq < count - events.length) return false;
      for (const payload of events) if (Number(payload['s']) > seq) session.link?.send(payload);
      return true;
    },
  };
  return session;
}
