import { setTimeout as sleep } from 'node:timers/promises';
import type { Access } from '../../src/domain/access.ts';
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

/** Has three people go through a real journey each: one gives the access back, one keeps it, one's request waits. */
export async function makeTemplates(
  line: Line,
  beside: Line,
  { chat }: Pick<FakeChat, 'chat'>,
  journeys: Journeys,
  [first = '', second = '', third = '']: readonly string[],
): Promise<Templates> {
  async function until<T>(what: string, look: () => Promise<T | null>): Promise<T> {
    for (const end = performance.now() + longestMs; performance.now() < end; await sleep(20)) {
      const found = await look();
      if (found !== null) return found;
    }
    throw new Error(`${what} didn't come within ${longestMs} ms`);
  }
  const stored = (id: string, state: Access['state']): Promise<Access> =>
    until(`access ${id}, ${state}`, async () => {
      const found = await beside.store.accesses.byId(id);
      return found?.access.state === state && found.outbox.length === 0 ? found.access : null;
    });
  const done = [await journeys.run(first, role), await journeys.run(second, role)] as const;
  await line.say(chat, 'T1', `U${first}`, 'give-back', { id: done[0].access });
  await line.say(chat, 'T1', `U${third}`, 'request', { kind: 'role', role, instance: 'mdm-eu' });
  const waiting = await until(`the request of ${third}`, async () => {
    const person = await beside.store.people.byEmail(`${third}@acme.test`);
    return person === null ? null : ((await beside.store.accesses.openOf(person.id))[0] ?? null);
  });
  return {
    ended: await stored(done[0].access, 'ended'),
    active: await stored(done[1].access, 'active'),
    waiting: await stored(waiting.id, 'requested'),
  };
}
