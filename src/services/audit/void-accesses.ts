import type { ChainEntry } from '../../domain/events/index.ts';
import type { FoundAccess, RecordStore } from '../../ports/record.ts';
import { beside } from './problem.ts';
import type { AuditProblem } from './problem.ts';

/** The journal's key of an event that was found void: `id` is `ACCESS/n` or `TENANT/n`. */
export const voidKey = (id: string): string => `void/${id}`;

/** Accesses that are stored as void from an event on that was never found void: somebody took from them what they give. */
export async function madeVoid(record: RecordStore, page: readonly FoundAccess[]): Promise<AuditProblem[]> {
  const marked = page.flatMap(({ access, voidFrom }) => (voidFrom === null ? [] : [{ id: access.id, voidFrom }]));
  if (marked.length === 0) return [];
  const keyOf = ({ id, voidFrom }: (typeof marked)[number]): string =>
    voidKey(`${id}/${typeof voidFrom === 'number' ? voidFrom : '?'}`);
  const recorded = await record.recorded(marked.map(keyOf));
  return marked
    .filter((one) => !recorded.has(keyOf(one)))
    .map(({ id }) => beside(id, `Access ${id} is stored as void, but none of its events was found void.`));
}

/** Accesses that the chain says are void from an event on, for its date, and that aren't stored so any more. */
export async function noLongerVoid(record: RecordStore, entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
  const told = entries.flatMap(({ event, facts }) => {
    if (event !== 'refused' || facts['what'] !== 'void' || facts['why'] !== 'future') return [];
    const [, id, n] = /^([^/]+)\/(\d+)$/.exec(typeof facts['id'] === 'string' ? facts['id'] : '') ?? [];
    return id === undefined ? [] : [{ id, n: Number(n) }];
  });
  if (told.length === 0) return [];
  const stored = await record.voidFrom(told.map(({ id }) => id));
  return told.flatMap(({ id, n }) => {
    // Events of the tenant are never chained later: only an access keeps a mark.
    const from = stored.get(id);
    if (!stored.has(id) || (typeof from === 'number' && from <= n)) return [];
    return [beside(id, `Access ${id} was found void from event ${n} on, and isn't stored so any more.`)];
  });
}
