import type { Endpoint } from '../../domain/catalogue.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import { turnIn } from '../../domain/webhook/lane.ts';
import { refusesEvent } from '../../domain/webhook/failure.ts';
import { reportedAfterMs } from '../../domain/webhook/schedule.ts';
import { testType } from '../../domain/webhook/codecs.ts';
import { TryLater } from '../../ports/queue.ts';
import type { Delivery, EndpointRecord, LaneClaim } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';
import { keptMs } from './attempt.ts';
import type { Attempt } from './attempt.ts';
import type { Endpoints } from './endpoints.ts';
import { endpointOf } from './happened.ts';
import { answerText, eventFailsMessage, stoppedMessage } from './messages.ts';
import type { ReportDelivery } from './report.ts';

/** Longer than an attempt and what is written around it take. */
const leaseMs = 60_000;
/** A claim that is older is renewed before something is sent. */
const renewAfterMs = 20_000;
const batch = 100;
/** Attempts that one job makes, and lanes of one endpoint that are worked on at once in one process. */
const mostTurns = 20;
const mostAtOnce = 8;
/** How long a lane waits while others of its endpoint are worked on, in ms. */
const waitMs = 1_000;

/**
 * Sends what is due in one lane: one delivery at a time, the earliest that is due first (docs/adr/0021). May be broken off
 * anywhere and run again, by any process: what was sent and not noted is sent again, with the same `webhook-id`.
 */
export function createDeliver(
  { store, directory, clock, log }: Pick<Deps, 'store' | 'directory' | 'clock' | 'log'>,
  parts: { readonly attempt: Attempt; readonly endpoints: Endpoints; readonly report: ReportDelivery },
) {
  const { webhooks } = store;
  /** The lanes that are worked on here, by endpoint, in the order in which that began. */
  const atWork = new Map<string, Set<string>>();

  return async function deliver(lane: string): Promise<void> {
    const id = endpointOf(lane);
    const lanes = atWork.get(id) ?? new Set();
    if (lanes.has(lane)) return;
    if (lanes.size >= mostAtOnce) throw new TryLater(`other deliveries to ${id} are under way`, waitMs);
    atWork.set(id, lanes.add(lane));
    try {
      const claim = await webhooks.claimLane(lane, clock.now(), leaseMs);
      if (claim !== null) await work(claim);
    } finally {
      lanes.delete(lane);
      if (lanes.size === 0) atWork.delete(id);
    }
  };

  async function work(first: LaneClaim): Promise<void> {
    const endpoint = everyEndpoint(directory.catalogue).find(({ id }) => id === first.endpoint);
    let claim = first;
    for (let turn = 0; turn < mostTurns; turn++) {
      const { ready, lookAt, to, others } = await look(claim, endpoint);
      if (ready === null) {
        const end = await webhooks.settleLane(claim, lookAt);
        if (end === 'settled' || end === 'lost') return;
        claim = end;
        continue;
      }
      const kept = await keep(claim);
      if (kept === null) return;
      claim = kept;
      const outcome = await parts.attempt(ready, to.declared, to.known);
      if (outcome === 'delivered') await pullForward(others);
    }
    log.debug({ lane: claim.lane }, 'a lane has more to send than one job does');
    await webhooks.settleLane(claim, clock.now());
  }

  function keep(claim: LaneClaim): Promise<LaneClaim | null> {
    const now = clock.now();
    return now - claim.claimedAt <= renewAfterMs ? Promise.resolve(claim) : webhooks.keepLane(claim, now, leaseMs);
  }

  /** What is to be tried now; else when to look again (null: nothing is left). */
  async function look({ endpoint: id, lane }: LaneClaim, endpoint: Endpoint | undefined): Promise<Looked> {
    const pending = await webhooks.pending(id, lane, batch);
    if (endpoint === undefined) {
      for (const one of pending) await close(one, 'dropped');
      return nothing(null);
    }
    const known = await reportFailing(pending, endpoint, await parts.endpoints.state(endpoint));
    const left = known.state === 'on' ? pending : await hold(pending, endpoint);
    const now = clock.now();
    const { ready, lookAt } = turnIn(left, now);
    if (ready === null) return nothing(reportTime(left, lookAt));
    const wait = ready.type === testType ? null : sparing(known, lane, now);
    if (wait !== null) return nothing(wait);
    const others = left.filter(({ id: one }) => one !== ready.id);
    return { ready, lookAt, to: { declared: endpoint, known }, others };
  }

  /** An endpoint that wants to be spared is left alone, then asked by one lane at a time until it answers well. */
  function sparing({ id, sparedUntil, sparedTimes }: EndpointRecord, lane: string, now: number): number | null {
    if (sparedUntil !== null && sparedUntil > now) return sparedUntil;
    const [first] = atWork.get(id) ?? [];
    return sparedTimes > 0 && first !== lane ? now + waitMs : null;
  }

  /** Reports what has failed for a day: the endpoint, which is paused, where nothing else succeeded; else the event. */
  async function reportFailing(
    pending: readonly Delivery[],
    endpoint: Endpoint,
    known: EndpointRecord,
  ): Promise<EndpointRecord> {
    if (known.state !== 'on') return known;
    const now = clock.now();
    for (const one of pending) {
      if (one.isReported || one.firstAt === null || one.firstAt + reportedAfterMs > now) continue;
      const last = one.attempts.at(-1);
      const isAll = known.failingSince !== null && known.failingSince + reportedAfterMs <= now;
      if (isAll && (known.severalFail || !refusesEvent(last?.status ?? null))) {
        if (await parts.endpoints.stop(endpoint, 'paused')) {
          await parts.report(
            `endpoint-paused-${endpoint.id}-${now}`,
            stoppedMessage(endpoint, 'paused', answerText(last)),
          );
        }
        return parts.endpoints.state(endpoint);
      }
      await parts.report(`delivery-fails-${one.id}-${one.firstAt}`, eventFailsMessage(one));
      await webhooks.reported(one.id);
    }
    return known;
  }

  /** Nothing is sent to an endpoint that is stopped, but tests. What is held is sent when it's resumed. */
  async function hold(pending: readonly Delivery[], endpoint: Endpoint): Promise<readonly Delivery[]> {
    const held = pending.filter(({ type }) => type !== testType);
    for (const one of held) await close(one, 'held');
    // Resumed in between: nobody else would come back to these.
    if (held.length > 0 && (await parts.endpoints.state(endpoint)).state === 'on') await webhooks.addAgain(held, false);
    return pending.filter(({ type }) => type === testType);
  }

  /** What waits for a later attempt is tried at once where the endpoint has just accepted another event. */
  async function pullForward(others: readonly Delivery[]): Promise<void> {
    const now = clock.now();
    for (const one of others) {
      if (one.tries === 0 || one.nextAt <= now || refusesEvent(one.attempts.at(-1)?.status ?? null)) continue;
      const { state, tries, firstAt } = one;
      await webhooks.settle(one.id, { state, nextAt: now, tries, firstAt }, null, null);
    }
  }

  async function close({ id, nextAt, tries, firstAt }: Delivery, state: 'held' | 'dropped'): Promise<void> {
    await webhooks.settle(id, { state, nextAt, tries, firstAt }, null, clock.now() + keptMs);
  }
}

export type Deliver = ReturnType<typeof createDeliver>;

type Looked =
  | { readonly ready: null; readonly lookAt: number | null; readonly to: null; readonly others: readonly [] }
  | {
      readonly ready: Delivery;
      readonly lookAt: number | null;
      readonly to: { readonly declared: Endpoint; readonly known: EndpointRecord };
      /** What else is pending in the lane. */
      readonly others: readonly Delivery[];
    };

/** Nothing is to be tried until `lookAt`. */
function nothing(lookAt: number | null): Looked {
  return { ready: null, lookAt, to: null, others: [] };
}

/** When to look again, so that what fails for a day is reported then. */
function reportTime(pending: readonly Delivery[], lookAt: number | null): number | null {
  const times = pending.flatMap(({ isReported, firstAt }) =>
    isReported || firstAt === null ? [] : [firstAt + reportedAfterMs],
  );
  return lookAt === null ? null : Math.min(lookAt, ...times);
}
