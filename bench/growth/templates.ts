import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../../src/domain/access.ts';
import { accessEvent, evolve } from '../../src/domain/events/index.ts';
import type { FakeChat } from '../../test/support/fake-chat.ts';
import type { Journeys } from '../pipeline/journeys.ts';
import type { Line } from '../pipeline/line.ts';

/** The role of every access that is copied. */
export const role = 'Help desk';
const longestMs = 60_000;

/** One access of each kind, as Latchkey made it: what seeded ones are copies of. */
export interface Templates {
  readonly ended: Access;
  readonly active: Access;
  readonly waiting: Access;
}

/** Has two people make a real request each: one is given access, one waits. The ended one is the first, expired. */
export async function makeTemplates(
  line: Line,
  beside: Line,
  { chat }: Pick<FakeChat, 'chat'>,
  journeys: Journeys,
  [first = '', second = '']: readonly string[],
): Promise<Templates> {
  async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    const end = performance.now() + longestMs;
    while (performance.now() < end) {
      const found = await look();
      if (found !== null) return found;
      await sleep(20);
    }
    throw new Error(`${what} didn't come within ${longestMs} ms`);
  }
  const stored = (id: string, state: Access['state']): Promise<Access> =>
    until(`access ${id}, ${state}`, async () => {
      const found = await beside.store.accesses.byId(id);
      return found?.access.state === state && found.outbox.length === 0 ? found.access : null;
    });
  const done = await journeys.run(first, role);
  await line.say(chat, 'T1', `U${second}`, 'request', { kind: 'role', role, instance: 'mdm-eu' });
  const waiting = await until(`the request of ${second}`, async () => {
    const person = await beside.store.people.byEmail(`${second}@acme.test`);
    return person === null ? null : ((await beside.store.accesses.openOf(person.id))[0] ?? null);
  });
  const active = await stored(done.access, 'active');
  return { ended: expired(active), active, waiting: await stored(waiting.id, 'requested') };
}

/** The same access after its time was up, which nobody here waits for. */
function expired(active: Access): Access {
  const last = active.events.at(-1);
  if (last === undefined || active.until === null) throw new Error(`${active.id} has no end`);
  const { command, configuration } = last.facts;
  const end = accessEvent.parse({
    ...last,
    n: last.n + 1,
    event: 'expired',
    at: active.until,
    actor: 'system',
    actorId: null,
    because: [],
    text: null,
    facts: { v: 1, command, configuration },
  });
  return evolve(active, end, active);
}
