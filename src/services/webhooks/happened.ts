import type { Endpoint } from '../../domain/catalogue.ts';
import type { EntitlementKey } from '../../domain/entitlement.ts';
import type { EventBody } from '../../domain/events/index.ts';
import { isWanted } from '../../domain/webhook/wanted.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { Delivery, DeliverySource } from '../../ports/webhooks.ts';

/** Something that endpoints may be told of. */
export interface Happened {
  readonly type: string;
  readonly source: DeliverySource;
  /** In ms since the epoch. */
  readonly at: number;
  /** The entitlements that it concerns; none: it's about no entitlement. */
  readonly about: readonly EntitlementKey[];
  /** What it's in order with: an access, a role of an account, a person. */
  readonly group: string;
  readonly seq: number;
}

/** Ends an access, and so waits for no earlier delivery (DESIGN §8): a lane of its own. */
const urgent: readonly string[] = ['revoked', 'expired'];

/** An event of an access, as its document or the chain has it. */
export function accessHappened(
  access: string,
  n: number,
  { event, at, entitlement }: Pick<EventBody, 'event' | 'at' | 'entitlement'>,
): Happened {
  return {
    type: `access.${event}`,
    source: { kind: 'access', access, n },
    at,
    about: entitlement === null ? [] : [entitlement],
    group: urgent.includes(event) ? `access/${access}/end` : `access/${access}`,
    seq: n,
  };
}

/** One delivery for each endpoint that is told of it. Pure: the same event gives the same ids. */
export function deliveriesOf(
  tenant: string,
  endpoints: readonly Endpoint[],
  { type, source, at, about, group, seq }: Happened,
  now: number,
): readonly Delivery[] {
  return endpoints
    .filter((endpoint) => isWanted(endpoint, type, about))
    .map((endpoint) =>
      pending(
        { id: messageId([tenant, endpoint.id, source, at]), endpoint: endpoint.id, group, seq, type, source, at },
        now,
      ),
    );
}

/** A delivery that is due now. */
export function pending(
  {
    group,
    ...delivery
  }: Pick<Delivery, 'id' | 'endpoint' | 'seq' | 'type' | 'source' | 'at'> & { readonly group: string },
  now: number,
): Delivery {
  return {
    ...delivery,
    lane: `${delivery.endpoint}/${group}`,
    createdAt: now,
    state: 'pending',
    nextAt: now,
    tries: 0,
    firstAt: null,
    isReported: false,
    attempts: [],
  };
}

/** A `webhook-id`: unlike that of anything else, also in another installation. */
export function messageId(parts: readonly unknown[]): string {
  return `msg_${sha256(JSON.stringify(parts)).slice(0, 32)}`;
}

/** The endpoint whose lane this is. */
export function endpointOf(lane: string): string {
  return lane.slice(0, lane.indexOf('/'));
}
