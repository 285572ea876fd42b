import { isDeepStrictEqual } from 'node:util';
import type { Endpoint } from '../../domain/catalogue.ts';
import type { Json } from '../../domain/events/index.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import type { PersonRef, Via } from '../../domain/identity.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { EndpointRecord } from '../../ports/webhooks.ts';
import { inRecord, words } from '../../words/index.ts';
import type { Journal } from '../audit/journal.ts';
import type { Deps } from '../deps.ts';

const maxTries = 10;

/** Who changes an endpoint, and from where. */
export interface By {
  readonly actor?: PersonRef | null;
  /** The actor's label where there is no person. */
  readonly actorLabel?: string;
  readonly via: Via;
}

type Change = 'added' | 'changed' | 'removed' | 'paused' | 'ended' | 'resumed';

/** What is known of endpoints. Whatever changes about one is an entry of the chain (`endpoint`); deliveries aren't. */
export function createEndpoints(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  journal: Journal,
) {
  /** Records what `next` makes of an endpoint's record, then writes it; null: nothing changes. */
  async function change(
    id: string,
    by: By,
    next: (
      before: EndpointRecord | null,
    ) => { readonly what: Change; readonly why?: string; readonly record: EndpointRecord } | null,
  ): Promise<EndpointRecord | null> {
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const before = await store.webhooks.endpoint(id);
      const changed = next(before);
      if (changed === null) return null;
      const { what, why = '', record } = changed;
      const count = (before?.count ?? 0) + 1;
      const shown = record.declared ?? before?.declared ?? null;
      await journal([
        {
          key: `endpoint/${id}/${count}/${what}`,
          event: 'endpoint',
          facts: {
            what,
            endpoint: id,
            ...factsOf(shown),
            sentence: inRecord(() => words.webhooks.change(what, id, originOf(shown), why)),
          },
          ...by,
        },
      ]);
      if (await store.webhooks.writeEndpoint(before?.count ?? null, { ...record, count })) return { ...record, count };
    }
    throw new Error(`The endpoint ${id} changes faster than it can be written`);
  }

  return {
    /** Takes over what latchkey.yml says. An endpoint with another address is tried again, whatever became of the old one. */
    async importEndpoints(): Promise<void> {
      const declared = new Map(everyEndpoint(directory.catalogue).map((one) => [one.id, one]));
      const known = await store.webhooks.endpoints();
      if (declared.size === 0 && known.length === 0) return;
      // Of what was before there were endpoints, or while there were none, nothing is told by itself.
      if (known.every((one) => one.declared === null))
        await store.webhooks.tellJournal(await store.chain.chainedN(null));
      const ids = new Set([...declared.keys(), ...known.map(({ id }) => id)]);
      for (const id of ids) {
        const now = declared.get(id) ?? null;
        if (isDeepStrictEqual(known.find((one) => one.id === id)?.declared ?? null, now)) continue;
        await change(id, { via: 'config' }, (before) => {
          if (before !== null && isDeepStrictEqual(before.declared, now)) return null;
          if (now === null) return before && { what: 'removed', record: { ...before, declared: null } };
          if (before?.declared?.url === now.url) return { what: 'changed', record: { ...before, declared: now } };
          const what = before === null || before.declared === null ? 'added' : 'changed';
          return { what, record: fresh(now, clock.now()) };
        });
      }
    },

    /** What is known of a declared endpoint. */
    async state(endpoint: Endpoint): Promise<EndpointRecord> {
      return (await store.webhooks.endpoint(endpoint.id)) ?? fresh(endpoint, clock.now());
    },

    /** Ends the deliveries to an endpoint until it's resumed; false: that is so already. */
    async stop(endpoint: Endpoint, to: 'paused' | 'ended'): Promise<boolean> {
      // Asked before: whatever is held afterwards is younger.
      const oldest = await store.webhooks.oldestPending(endpoint.id);
      const now = clock.now();
      const changed = await change(endpoint.id, { via: 'clock' }, (before) => {
        const record = before ?? fresh(endpoint, now);
        if (record.state !== 'on') return null;
        return { what: to, record: { ...record, state: to, since: now, resumeFrom: oldest ?? now } };
      });
      return changed !== null;
    },

    /** Has deliveries go on. Gives since when events may not have been delivered (ms); null: it wasn't stopped. */
    async resume(id: string, by: By): Promise<number | null> {
      const now = clock.now();
      let from: number | null = null;
      await change(id, by, (before) => {
        if (before === null || before.state === 'on') return null;
        from = before.resumeFrom ?? before.since;
        return { what: 'resumed', record: { ...before, ...calm, state: 'on', since: now, resumeFrom: null } };
      });
      return from;
    },

    /** A delivery succeeded. */
    async succeeded({ id, failingSince, sparedTimes }: EndpointRecord): Promise<void> {
      if (failingSince !== null || sparedTimes > 0) await store.webhooks.noteEndpoint(id, calm);
    },

    /** A delivery failed. `sparedUntil`: when the endpoint may be asked again, in ms; null: it asked for nothing. */
    async failed(record: EndpointRecord, delivery: string, sparedUntil: number | null): Promise<void> {
      const { id, failingSince, failing, severalFail, sparedTimes } = record;
      await store.webhooks.noteEndpoint(id, {
        ...(failingSince === null && { failingSince: clock.now(), failing: delivery, severalFail: false }),
        ...(failingSince !== null && failing !== delivery && !severalFail && { severalFail: true }),
        ...(sparedUntil !== null && { sparedUntil, sparedTimes: sparedTimes + 1 }),
      });
    },
  };
}

export type Endpoints = ReturnType<typeof createEndpoints>;

/** Nothing fails, and nothing is to be spared. */
const calm = { failingSince: null, failing: null, severalFail: false, sparedUntil: null, sparedTimes: 0 } as const;

function fresh(declared: Endpoint, now: number): EndpointRecord {
  return { id: declared.id, declared, state: 'on', since: now, count: 0, resumeFrom: null, ...calm };
}

/** The rest of an address may hold what only its owner should know. */
function originOf(endpoint: Endpoint | null): string {
  return endpoint === null ? '' : new URL(endpoint.url).origin;
}

function factsOf(endpoint: Endpoint | null): { readonly [key: string]: Json } {
  if (endpoint === null) return {};
  const { url, events, entitlements, network } = endpoint;
  return { origin: originOf(endpoint), address: sha256(url), events, entitlements, network };
}
