import type { Endpoint } from '../../domain/catalogue.ts';
import type { ChainEntry } from '../../domain/events/index.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import type { Deps } from '../deps.ts';
import type { By, Endpoints } from './endpoints.ts';
import { accessHappened, deliveriesOf } from './happened.ts';
import type { Happened } from './happened.ts';
import { journalHappened } from './journal-happened.ts';

/** Deliveries that are written at once. */
const batch = 100;
/** An event is dated before it's chained: so many entries before the first one that is young enough are looked at too. */
const slack = 500;

/** What is sent again: events that happened from `from` to `to`, in ms; `all` false: unless they were delivered. */
export interface Span {
  readonly from: number;
  readonly to?: number | undefined;
  readonly all: boolean;
}

/** Sends events again, from the chain: also those whose deliveries were forgotten long ago, or never made. */
export function createReplay(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  endpoints: Endpoints,
) {
  /** Has what an endpoint is told of a span sent again, in order, with the ids that it had. Gives how many events that is. */
  async function replay(endpoint: Endpoint, { from, to = Infinity, all }: Span): Promise<number> {
    const now = clock.now();
    let waiting: Delivery[] = [];
    let sent = 0;
    const flush = async (): Promise<void> => {
      sent += await store.webhooks.addAgain(waiting, all);
      waiting = [];
    };
    for await (const entry of store.chain.walk(await firstSeq(from))) {
      if (entry.at < from || entry.at > to) continue;
      for (const happened of happenedIn(entry))
        waiting.push(...deliveriesOf(directory.catalogue.tenant, [endpoint], happened, now));
      if (waiting.length >= batch) await flush();
    }
    await flush();
    return sent;
  }

  /** Sends what was held and isn't in the chain: how requests of a client ended. Gives how many that is. */
  async function sendHeld({ id }: Endpoint): Promise<number> {
    const now = clock.now();
    let sent = 0;
    for (;;) {
      const held = await store.webhooks.held(id, batch);
      const again = held.map((one) => ({ ...one, createdAt: now }));
      const reopened = await store.webhooks.addAgain(again, false);
      sent += reopened;
      if (held.length < batch || reopened === 0) return sent;
    }
  }

  /** What endpoints may be told of an entry of the chain. */
  function happenedIn(entry: ChainEntry): readonly Happened[] {
    const { access, n } = entry;
    return access === null ? journalHappened(directory.catalogue, n, entry) : [accessHappened(access, n, entry)];
  }

  /** About where the entries from `from` (ms) on begin: by halves, as they are nearly in the order of time. */
  async function firstSeq(from: number): Promise<number> {
    const head = await store.chain.head();
    let low = 1;
    let high = head?.seq ?? 1;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [entry] = await store.chain.range(middle, middle);
      if (entry !== undefined && entry.at < from) low = middle + 1;
      else high = middle;
    }
    return Math.max(1, low - slack);
  }

  return {
    replay,

    /**
     * Has deliveries to an endpoint that is stopped go on, and sends what it missed, or everything since `from` (ms). Null: it
     * isn't stopped. Else since when (ms), and how many events are sent.
     */
    async resume(
      endpoint: Endpoint,
      by: By,
      from: number | null = null,
    ): Promise<{ readonly from: number; readonly sent: number } | null> {
      const missedSince = await endpoints.resume(endpoint.id, by);
      if (missedSince === null) return null;
      const since = from ?? missedSince;
      const sent = await replay(endpoint, { from: since, all: from !== null });
      return { from: since, sent: sent + (await sendHeld(endpoint)) };
    },
  };
}

export type Replay = ReturnType<typeof createReplay>;
