import type { ChatError } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';
import type { Place, Places } from './places.ts';

/**
 * What follows when something may have happened to a chat's token or to one of its channels. The event is only a hint:
 * the place is asked by its probe. A place that refuses is blocked and reported, once a day for each cause; one that
 * takes messages again is free at once, and after a whole chat came back its roles are reconciled.
 */
export function createPlaceChanged(
  { directory }: Pick<Deps, 'directory'>,
  places: Places,
  parts: {
    /** Tells the Latchkey administrators. Never throws. */
    readonly report: (place: Place, error: ChatError) => Promise<void>;
    /** Has every role of a platform that Latchkey knows of looked at. */
    readonly lookAtRoles: (platform: string) => Promise<void>;
  },
) {
  /** Looks under way; true: something happened since they began. */
  const underWay = new Map<string, boolean>();

  return { placeChanged, recheck };

  /** Harmless at any time. Channels that `latchkey.yml` doesn't name concern nobody. */
  async function placeChanged(place: Place): Promise<void> {
    if (!isNamed(place)) return;
    const key = `${place.platform} ${place.channel ?? ''}`;
    if (underWay.has(key)) return void underWay.set(key, true);
    try {
      do {
        underWay.set(key, false);
        await look(place);
      } while (underWay.get(key) === true);
    } finally {
      underWay.delete(key);
    }
  }

  /** Asks again about the places of which only events told: nobody here sends messages that would find out. */
  async function recheck(): Promise<void> {
    for (const place of places.dueByEvents()) await placeChanged(place);
  }

  async function look(place: Place): Promise<void> {
    const refused = await places.verify(place);
    if (refused === 'unknown') return;
    if (refused !== null) {
      places.block(place, refused, { byEvent: true });
      return parts.report(place, refused);
    }
    const wasBlocked = places.isBlocked({ ...place, channel: null });
    places.open(place);
    if (wasBlocked) await parts.lookAtRoles(place.platform);
  }

  function isNamed({ platform, channel }: Place): boolean {
    const { approvals, audit } = directory.catalogue.channels;
    return channel === null || approvals[platform] === channel || audit[platform] === channel;
  }
}

export type PlaceChanged = ReturnType<typeof createPlaceChanged>['placeChanged'];
