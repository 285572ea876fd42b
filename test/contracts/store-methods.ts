import type { Store } from '../../src/ports/store.ts';
import { account, card, entries, event, requested, tenantEvent, waitingEntry } from './store-fixtures.ts';
import { listOf } from './store-subject.ts';

/** A call of every method of the port. */
export function everyMethod(store: Store): (() => Promise<unknown>)[] {
  const { accesses, people, journal, chain, cards, catalogue } = store;
  const access = requested('away');
  const after = { ...access, version: 2, events: [...access.events, event(2)] };
  const state = { version: 1, hash: 'h', members: [], productAdministrators: [], ids: [], retired: [] };
  return [
    () => accesses.byId('a'),
    () => accesses.open('p', 'console:x'),
    () => accesses.save(null, access, access.events, []),
    () => accesses.save(access, after, after.events.slice(1), []),
    () => accesses.done('a', '1.chain'),
    () => accesses.openOf('p'),
    () => accesses.allOf('p', 1),
    () => accesses.activeFor(['console:x']),
    () => accesses.waiting(1),
    () => accesses.openUnder(['console:']),
    () => accesses.unsent(1, 1),
    () => accesses.due(1, 1),
    () => listOf(accesses.all()),
    () => accesses.fence('p', 'console:x', 1),
    () => accesses.fenceAt('p', 'console:x'),
    () => people.byId('p'),
    () => people.byIds(['p']),
    () => people.byAccount(account('U')),
    () => people.byEmail('a@b.test'),
    () => people.byEmails(['a@b.test']),
    () => people.ensureEmail('a@b.test', 'p'),
    () => people.bind(account('U'), 'a@b.test', 'n', 1, 'p'),
    () => people.markOutside(account('U'), 1),
    () => people.wait(waitingEntry()),
    () => people.waiting(),
    () => people.waitingById('w'),
    () => people.waitingFor(account('U')),
    () => people.settle('w', true, 1),
    () => journal.append([tenantEvent('k')]),
    () => journal.after(0, 1),
    () => chain.head(),
    () => chain.chainedN('a'),
    () => chain.insert(entries('a', 1)),
    () => chain.range(1, 2),
    () => chain.search({}, 1),
    () => listOf(chain.walk()),
    () => cards.ensure(card('c')),
    () => cards.ofAccess('a'),
    () => cards.claim('c', 1, 1),
    () => cards.settle('c', 1, {}),
    () => cards.lastAudit('slack', 'C'),
    () => cards.lastAuditTo('slack'),
    () => cards.unsent(1, 1),
    () => catalogue.read(),
    () => catalogue.write(null, state),
    () => store.installationId(),
    () => store.ping(),
  ];
}
