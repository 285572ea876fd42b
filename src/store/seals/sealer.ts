import type { EventBody } from '../../domain/events/index.ts';
import type { Seals } from '../../ports/seals.ts';

/** Of a stored seal: `unknown` where there is no secret to check it with. */
export type SealState = 'right' | 'wrong' | 'none' | 'unknown';

/**
 * Seals what the store writes, so that what somebody else writes into MongoDB is told apart (DESIGN A9). A seal stands beside
 * what it is of. Until seals are given nothing is sealed, and every seal is unknown.
 */
export function createSealer() {
  let seals: Seals | null = null;

  return {
    use(given: Seals): void {
      seals = given;
    },
    isOn: (): boolean => seals !== null,
    seal: (purpose: string, parts: readonly string[]): string | null => seals?.seal(purpose, parts) ?? null,
    check(mac: unknown, purpose: string, parts: readonly string[]): SealState {
      if (mac === undefined || mac === null) return 'none';
      if (seals === null) return 'unknown';
      return seals.isSealed(mac, purpose, parts) ? 'right' : 'wrong';
    },
  };
}

export type Sealer = ReturnType<typeof createSealer>;

/** Of which list of events an event is, by its place there: of an access, of a person, or the journal's by its key. */
export function eventParts(
  list: 'access' | 'person' | 'journal',
  tenant: string,
  place: string,
  event: EventBody,
): string[] {
  const { event: name, at, actor, actorId, subject, subjectId, entitlement, because, facts, text, via } = event;
  const body = [name, at, actor, actorId, subject, subjectId, entitlement, because, facts, text, via];
  return [list, tenant, place, JSON.stringify(body)];
}

/** Seals of events of one document, by their number; where nothing is sealed there are none. */
export interface EventSeal {
  readonly n: number;
  readonly mac: string;
}

export function sealEvents(
  sealer: Sealer,
  list: 'access' | 'person',
  tenant: string,
  id: string,
  events: readonly (EventBody & { readonly n: number })[],
): EventSeal[] {
  return events.flatMap((event) => {
    const mac = sealer.seal('event', eventParts(list, tenant, `${id}/${event.n}`, event));
    return mac === null ? [] : [{ n: event.n, mac }];
  });
}

export function checkEvent(
  sealer: Sealer,
  list: 'access' | 'person',
  tenant: string,
  id: string,
  event: EventBody & { readonly n: number },
  seals: readonly EventSeal[] | undefined,
): SealState {
  const mac = seals?.find(({ n }) => n === event.n)?.mac;
  return sealer.check(mac, 'event', eventParts(list, tenant, `${id}/${event.n}`, event));
}
