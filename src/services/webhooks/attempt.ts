import type { Endpoint } from '../../domain/catalogue.ts';
import { nextAttemptAt, sparedMs } from '../../domain/webhook/schedule.ts';
import { testType } from '../../domain/webhook/codecs.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { Delivery, DeliveryAttempt, EndpointRecord, WebhookSender } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';
import type { Endpoints } from './endpoints.ts';
import { stoppedMessage, answerText } from './messages.ts';
import type { Render } from './render.ts';
import type { ReportDelivery } from './report.ts';

/** What was done, and every attempt at it, is kept for a week, in ms. */
export const keptMs = 7 * 86_400_000;
const gone = 410;
/** An endpoint that answers so wants less to do. */
const asksToBeSpared: readonly number[] = [429, 502, 504];

/** Tries a delivery once, and writes what came of it. */
export function createAttempt(
  { store, clock }: Pick<Deps, 'store' | 'clock'>,
  parts: {
    readonly sender: WebhookSender;
    readonly render: Render;
    readonly endpoints: Endpoints;
    readonly report: ReportDelivery;
  },
) {
  /** `stopped`: the endpoint is, by its answer. */
  return async function attempt(
    delivery: Delivery,
    endpoint: Endpoint,
    record: EndpointRecord,
  ): Promise<'delivered' | 'failed' | 'dropped' | 'stopped'> {
    const { id } = delivery;
    const body = await parts.render(delivery);
    if (body === null) {
      await close(delivery, 'dropped', null);
      return 'dropped';
    }
    const at = clock.now();
    const { ok, retryAfterMs, status, durationMs, answer } = await parts.sender.send(endpoint, { id, at, body });
    const made: DeliveryAttempt = { at, status, durationMs, answer };
    const tried = { ...delivery, tries: delivery.tries + 1, firstAt: delivery.firstAt ?? at };
    if (ok) {
      await close(tried, 'delivered', made);
      if (delivery.type !== testType) await parts.endpoints.succeeded(record);
      return 'delivered';
    }
    if (delivery.type === testType) {
      await close(tried, 'given-up', made);
      return 'failed';
    }
    if (made.status === gone) {
      // Before it's noted here: whoever goes on after a crash finds the endpoint stopped.
      if (await parts.endpoints.stop(endpoint, 'ended')) {
        await parts.report(`endpoint-ended-${endpoint.id}-${at}`, stoppedMessage(endpoint, 'ended', answerText(made)));
      }
      await close(tried, 'held', made);
      return 'stopped';
    }
    const now = clock.now();
    const isSpared = made.status !== null && asksToBeSpared.includes(made.status);
    const sparedUntil = isSpared ? now + sparedMs(record.sparedTimes + 1, retryAfterMs) : null;
    await parts.endpoints.failed(record, id, sparedUntil);
    const nextAt = nextAttemptAt(tried, now, retryAfterMs, chanceOf(id, tried.tries));
    if (nextAt === null) await close(tried, 'given-up', made);
    else {
      const { tries, firstAt } = tried;
      const outcome = { state: 'pending' as const, nextAt: Math.max(nextAt, sparedUntil ?? 0), tries, firstAt };
      await store.webhooks.settle(id, outcome, made, null);
    }
    return 'failed';
  };

  async function close(
    { id, nextAt, tries, firstAt }: Delivery,
    state: 'delivered' | 'given-up' | 'held' | 'dropped',
    made: DeliveryAttempt | null,
  ): Promise<void> {
    await store.webhooks.settle(id, { state, nextAt, tries, firstAt }, made, clock.now() + keptMs);
  }
}

export type Attempt = ReturnType<typeof createAttempt>;

/** From 0 to 1: by chance as far as anybody can tell, and the same for the same attempt. */
function chanceOf(id: string, tries: number): number {
  return parseInt(sha256(`${id} ${tries}`).slice(0, 8), 16) / 0xffffffff;
}
