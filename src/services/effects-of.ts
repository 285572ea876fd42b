import type { Access } from '../domain/access.ts';
import { askById, dueAt, openAsk, standingApprovals, startAsk } from '../domain/access.ts';
import type { AccessEvent, Joined } from '../domain/events/index.ts';
import type { PersonId } from '../domain/identity.ts';
import type { OutboxEntry } from '../ports/access.ts';

/**
 * What follows from new events: written together with them (DESIGN §4, outbox). Pure.
 * @param isTold whether there are endpoints that may be told of them
 */
export function effectsOf(
  before: Access | null,
  after: Access,
  events: readonly AccessEvent[],
  isTold: boolean,
): readonly OutboxEntry[] {
  const last = events[events.length - 1];
  if (!last) return [];
  const { n, at } = last;
  const entries: OutboxEntry[] = [{ id: `${n}.chain`, kind: 'chain', n, at }];
  const shows = after.asks.length > 0 && events.some((event) => event.event !== 'refused' || 'void' in event.facts);
  if (startAfter(before, after) !== null) entries.push({ id: `${n}.start`, kind: 'start', n, at });
  if (dueAt(after) !== null && dueAt(after) !== (before ? dueAt(before) : null)) {
    entries.push({ id: `${n}.timer`, kind: 'timer', n, at });
  }
  if (gives(before) !== gives(after)) entries.push({ id: `${n}.targets`, kind: 'targets', n, at });
  if (after.state === 'active' && before?.state !== 'active' && startAsk(after)?.from !== undefined) {
    entries.push({ id: `${n}.hand-over`, kind: 'hand-over', n, at });
  }
  if (shows) entries.push({ id: `${n}.cards`, kind: 'cards', n, at });
  if (shows && openAsk(after)) entries.push({ id: `${n}.direct`, kind: 'direct', n, at });
  for (const event of events) {
    for (const person of toTell(after, event)) {
      entries.push({ id: `${event.n}.tell.${person}`, kind: 'tell', n: event.n, at, person });
    }
  }
  if (isTold) {
    for (const event of events) entries.push({ id: `${event.n}.webhooks`, kind: 'webhooks', n: event.n, at });
  }
  return entries;
}

/** The id of the command that starts an access which was just approved; null: it wasn't, or it was before. */
export function startAfter(before: Access | null, after: Access): string | null {
  return after.state === 'approved' && before?.state !== 'approved' ? startId(after.id, after.events.length) : null;
}

/** The id of the command that starts an access after its event `n`: whoever gives it, it is carried out once. */
export function startId(access: string, n: number): string {
  return `start/${access}/${n}`;
}

/** What of an access matters to the roles that follow it: whether it is in force, and until when. */
function gives(access: Access | null): string {
  return access?.state === 'active' ? `until ${access.until}` : 'nothing';
}

/** Whether one person alone approved what an access started by. */
function isDecidedBy(access: Access, person: PersonId | undefined): boolean {
  const ask = startAsk(access);
  const approvals = ask === null ? [] : standingApprovals(ask);
  return approvals.length > 0 && approvals.every((one) => one.person.id === person);
}

/** Whom an event concerns besides the one who caused it: the subject, and who asked for them; a late vote only the latter. */
export function toTell(access: Access, event: AccessEvent): readonly PersonId[] {
  const ask = 'ask' in event.facts && typeof event.facts.ask === 'string' ? askById(access, event.facts.ask) : null;
  const asker = (ask ?? startAsk(access))?.by.id;
  const both = new Set([access.person.id, ...(asker === undefined ? [] : [asker])]);
  switch (event.event) {
    case 'requested':
      return event.facts.ask.system === undefined ? [] : [access.person.id];
    case 'joined':
      return isToldOf(access, event) ? [] : [access.person.id];
    case 'started':
      // Whoever gave it by their own decision alone was answered that it starts.
      if (asker !== access.person.id && isDecidedBy(access, asker)) both.delete(asker ?? '');
      return [...both];
    case 'lapsed':
      return [...both];
    case 'denied':
    case 'cancelled':
    case 'revoked':
      both.delete(event.actorId ?? '');
      return [...both];
    case 'expired':
      return [access.person.id];
    case 'refused':
      if (event.facts.code === 'too-new') return asker === undefined || asker === event.actorId ? [] : [asker];
      return 'void' in event.facts ? [...both] : [];
    default:
      return [];
  }
}

/** Whether its person was told before that this system asks, and hasn't said since that it wasn't them. */
function isToldOf(access: Access, { n, facts: { by } }: Joined): boolean {
  const before = access.events.filter((event) => event.n < n);
  const disowned = new Set(
    before.flatMap((event) =>
      event.event === 'withdrawn' && event.actorId === access.person.id ? event.facts.askers : [],
    ),
  );
  const first = startAsk(access);
  const askings = [
    ...(first?.system === undefined ? [] : [{ by: first.by, asker: first.system.asker ?? first.by.id }]),
    ...before.flatMap((event) => (event.event === 'joined' ? [event.facts] : [])),
  ];
  return askings.some((one) => one.by.id === by.id && !disowned.has(one.asker));
}
