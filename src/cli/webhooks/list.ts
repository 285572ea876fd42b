import type { Endpoint } from '../../domain/catalogue.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import type { Store } from '../../ports/store.ts';
import type { Delivery, EndpointRecord } from '../../ports/webhooks.ts';
import { answerText } from '../../services/webhooks/messages.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson } from '../io.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { withStore } from '../with-store.ts';
import { namedEndpoint } from './endpoint.ts';

/** Deliveries that are shown of one endpoint. */
const shown = 50;

interface Row {
  readonly id: string;
  readonly url: string;
  readonly state: EndpointRecord['state'];
  readonly since: string | null;
  readonly pending: number;
  readonly failingSince: string | null;
  readonly sparedUntil: string | null;
  readonly resumeFrom: string | null;
}

/** The endpoints; of one that is named, its newest deliveries with their attempts too. */
export async function list(
  io: Io,
  id: string | undefined,
  { json = false }: { readonly json?: boolean },
): Promise<ExitCode> {
  if (id !== undefined) return listOne(io, id, json);
  const { catalogue } = await readCatalogue(io);
  const endpoints = everyEndpoint(catalogue);
  const rows = await withStore(io, catalogue.tenant, async (store) => {
    const found: Row[] = [];
    for (const endpoint of endpoints) found.push(await rowOf(store, endpoint));
    return found;
  });
  if (json) await outJson(io, { ok: true, endpoints: rows });
  else await io.out(`${rows.length === 0 ? 'latchkey.yml names no endpoints.' : rows.map(line).join('\n')}\n`);
  return 0;
}

async function listOne(io: Io, id: string, json: boolean): Promise<ExitCode> {
  const { catalogue, endpoint } = await namedEndpoint(io, id);
  const { row, deliveries } = await withStore(io, catalogue.tenant, async (store) => ({
    row: await rowOf(store, endpoint),
    deliveries: await listed(store, endpoint.id),
  }));
  if (json) await outJson(io, { ok: true, endpoint: row, deliveries: deliveries.map(asData) });
  else {
    const lines = deliveries.length === 0 ? ['  No deliveries within a week.'] : deliveries.flatMap(deliveryLines);
    await io.out(`${[line(row), ...lines].join('\n')}\n`);
  }
  return 0;
}

interface Listed extends Delivery {
  /** Whether an earlier one of the same access has to be accepted first, or two minutes to pass. */
  readonly waitsForEarlier: boolean;
}

async function listed(store: Store, endpoint: string): Promise<readonly Listed[]> {
  const found = await store.webhooks.list(endpoint, shown);
  const isUntried = ({ state, tries }: Delivery) => state === 'pending' && tries === 0;
  const firstOf = new Map<string, string | undefined>();
  for (const lane of new Set(found.filter(isUntried).map((one) => one.lane)))
    firstOf.set(lane, (await store.webhooks.pending(endpoint, lane, 1))[0]?.id);
  return found.map((one) => ({ ...one, waitsForEarlier: isUntried(one) && firstOf.get(one.lane) !== one.id }));
}

async function rowOf(store: Store, { id, url }: Endpoint): Promise<Row> {
  const [record, pending] = [await store.webhooks.endpoint(id), await store.webhooks.countPending(id)];
  const { state = 'on', since = null, failingSince = null, sparedUntil = null, resumeFrom = null } = record ?? {};
  return {
    id,
    url,
    state,
    since: iso(since),
    pending,
    failingSince: iso(failingSince),
    sparedUntil: iso(sparedUntil),
    resumeFrom: iso(resumeFrom),
  };
}

function line({ id, url, state, since, pending, failingSince }: Row): string {
  const failing = failingSince === null || state !== 'on' ? '' : `, failing since ${failingSince}`;
  const stopped = state === 'on' || since === null ? '' : ` since ${since}`;
  const many = pending >= 1_000 ? '1000 or more' : pending;
  return `${id}  ${state}${stopped}  ${url}  ${many} pending${failing}`;
}

function deliveryLines({ id, type, state, at, nextAt, attempts, waitsForEarlier }: Listed): readonly string[] {
  const due = waitsForEarlier ? 'waits for the one before it' : `next at ${new Date(nextAt).toISOString()}`;
  const next = state === 'pending' ? `, ${due}` : '';
  return [
    `  ${new Date(at).toISOString()}  ${type}  ${id}  ${state}${next}`,
    ...attempts.map((one) => `    ${new Date(one.at).toISOString()}  ${one.durationMs} ms  ${answerText(one)}`),
  ];
}

function asData({ id, type, source, seq, state, at, nextAt, attempts, waitsForEarlier }: Listed): object {
  return {
    id,
    type,
    source,
    seq,
    state,
    at: iso(at),
    nextAt: state === 'pending' && !waitsForEarlier ? iso(nextAt) : null,
    waitsForEarlier,
    attempts: attempts.map((one) => ({ ...one, at: iso(one.at) })),
  };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
