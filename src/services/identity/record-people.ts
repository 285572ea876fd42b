import type { PersonEvent, TenantEvent } from '../../domain/events/index.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import type { PersonChange } from '../../domain/person.ts';
import type { Deps } from '../deps.ts';

const batch = 100;

/**
 * Brings what happened to people from their documents into the journal, and from there into the chain, and finishes moves
 * that a process left behind. Harmless at any time and from any number of processes: the journal takes each event once.
 * `moved` is called for each account that came to a person, or left one, by a move. Returns how many people there were.
 */
export function createRecordPeople(
  { store, queue, log }: Pick<Deps, 'store' | 'queue' | 'log'>,
  moved: (account: Account) => Promise<void>,
) {
  return async function recordPeople(): Promise<number> {
    const people = await store.people.unfinished(Number.MAX_SAFE_INTEGER, batch);
    const outboxes: Outbox[] = [];
    for (const id of people) outboxes.push(await read(id));
    await record(outboxes);
    let isNews = false;
    for (const outbox of outboxes) isNews = (await finish(outbox)) || isNews;
    if (isNews) {
      await queue.effect({ name: 'people' }, `people-${people[0]}`).catch((error: unknown) => {
        log.warn({ err: error }, 'administrators will be told by the sweeper');
      });
    }
    if (people.length > 0) {
      await queue.effect({ name: 'journal' }, `journal-${people[0]}-${people.length}`).catch((error: unknown) => {
        log.warn({ err: error }, 'the journal will be chained by the sweeper');
      });
    }
    return people.length;
  };

  async function read(id: PersonId): Promise<Outbox> {
    const outbox = await store.people.outbox(id);
    for (const n of outbox.notOurs)
      log.error({ person: id, n }, 'an event of a person was not written by Latchkey; run latchkey audit verify');
    return { id, ...outbox };
  }

  async function record(outboxes: readonly Outbox[]): Promise<void> {
    await store.journal.append(outboxes.flatMap(({ id, events }) => events.map((event) => journaled(id, event))));
  }

  /** What is recorded leaves the outbox. Whether administrators are to be told of any of it. */
  async function finish({ id, events, move, tell }: Outbox): Promise<boolean> {
    for (const { n } of events) await store.people.recorded(id, 'journal', n);
    if (move === null) return tell.length > 0;
    const accounts = (await store.people.byId(id))?.moving?.changes.flatMap(accountOf) ?? [];
    await store.people.finishMove(id);
    for (const account of accounts) await moved(account);
    await store.people.recorded(id, 'move', move);
    const next = await read(id);
    await record([next]);
    return (await finish(next)) || tell.length > 0;
  }
}

type Outbox = Awaited<ReturnType<Deps['store']['people']['outbox']>> & { readonly id: PersonId };

export type RecordPeople = ReturnType<typeof createRecordPeople>;

function journaled(id: PersonId, { n, ...event }: PersonEvent): Omit<TenantEvent, 'n'> {
  return { ...event, key: `person/${id}/${n}` };
}

function accountOf(change: PersonChange): readonly Account[] {
  if (change.change === 'bound') return [change.binding.account];
  return change.change === 'unbound' ? [change.account] : [];
}
