import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { ChatRefused, ChatUnavailable } from '../../../src/ports/chat.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createConverge } from '../../../src/services/roles/reconcile.ts';
import { createDirectory } from '../../../src/services/directory.ts';
import type { Note } from '../../../src/services/audit/journal.ts';
import { createRoleGone } from '../../../src/services/roles/role-gone.ts';
import { createTargetReport } from '../../../src/services/roles/report.ts';
import { createTargetRoles } from '../../../src/services/roles/roles.ts';
import { createTargets } from '../../../src/services/roles/schedule.ts';
import { requested } from '../../contracts/store-fixtures.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat } from '../../support/fake-chat.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { silent } from '../../support/house.ts';
import { memoryTargets } from '../../support/memory-targets.ts';

const role = '2100';
const names = ['Operator', 'Reader', 'Editor'] as const;
const minute = 60_000;

/** One account, one role, three entitlements that give it, on a store in memory and a clock that stands. */
function world(restore: boolean) {
  let now = 1_000_000;
  const clock = { now: () => now, sleep: (ms: number) => ((now += ms), Promise.resolve()) };
  const fake = createFakeChat([{ user: 'U1', email: 'mia@acme.test' }]);
  const platform = giveRoles(fake, { [role]: 'Crew' }, clock.now);
  const chats = new Map<string, Chat>([['slack', fake.chat]]);
  const targetOf = (name: string) => ({ entitlement: `role:mdm-eu/${name}`, platform: 'slack', role, restore });
  const directory = createDirectory(testCatalogue({ targets: names.map(targetOf) }));
  const account = fake.account('U1');
  const until = new Map<string, number | null>();
  let serial = 0;
  const accesses = new Map<string, Access>();
  const open = (): Access[] => [...until].flatMap(([name, end]) => ({ ...accesses.get(name)!, until: end }));
  const bound = {
    account,
    person: 'p',
    email: null,
    how: 'code',
    name: 'mia',
    boundAt: 1,
    outsideSince: null,
  } as const;
  const person = { id: 'p', email: 'mia@acme.test', emails: [], accounts: [bound] };
  const targets = memoryTargets();
  const store = {
    targets,
    people: {
      byAccount: () => Promise.resolve(bound),
      byId: () => Promise.resolve(person),
      byIds: () => Promise.resolve([person]),
    },
    accesses: {
      openOf: () => Promise.resolve(open()),
      activeFor: () => Promise.resolve(open()),
      byId: (id: string) =>
        Promise.resolve([...accesses.values()].filter((one) => one.id === id).map((access) => ({ access }))[0] ?? null),
      noteTarget: () => Promise.resolve(false),
    },
  } as unknown as Store;
  const recorded = new Map<string, Note>();
  const journal = (notes: readonly Note[]) => {
    for (const one of notes) if (!recorded.has(one.key)) recorded.set(one.key, one);
    return Promise.resolve();
  };
  const deps = { store, queue: { effect: () => Promise.resolve() } as never, directory, chats, clock, log: silent };
  const roles = createTargetRoles(deps);
  const told: string[] = [];
  const notify = {
    person: (_: string, key: string) => Promise.resolve(void told.push(key)),
    administrators: () => Promise.resolve(),
  };
  const looks = createTargets(deps, roles);
  const gone = createRoleGone(deps, roles, journal, notify);
  const worker = createConverge(
    deps,
    roles,
    createTargetReport(deps, roles, journal, notify, () => Promise.resolve()),
    gone,
  );
  const id = `slack:T1/U1/${role}`;
  const alive = async (work: Promise<unknown>): Promise<void> => {
    await work.catch((error: unknown) => {
      if (!(error instanceof Error) || error.message !== 'killed') throw error;
    });
  };
  const look = async (): Promise<void> => {
    await targets.look(account, role, now);
    await alive(worker(id));
  };
  return {
    platform,
    told,
    look,
    id,
    alive,
    worker,
    holds: () => platform.holds('U1', role),
    isWanted: () => open().some((one) => one.until === null || one.until > now),
    start(name: string, ms: number | null) {
      if (until.has(name)) return Promise.resolve();
      accesses.set(
        name,
        requested(`a${++serial}`, { entitlement: { kind: 'role', instance: 'mdm-eu', role: name }, state: 'active' }),
      );
      until.set(name, ms === null ? null : now + ms);
      return look();
    },
    end(name: string) {
      return until.delete(name) ? look() : Promise.resolve();
    },
    async pass(ms: number) {
      now += ms;
      for (const due of await targets.due(now, 10)) await alive(worker(due));
    },
    async scan() {
      await looks.scan();
      for (const due of await targets.due(now, 10)) await alive(worker(due));
    },
    recorded: () => [...recorded.values()].map((one) => one.facts?.['what'] as string),
  };
}
type World = ReturnType<typeof world>;

const killed = new Error('killed');
const faults = {
  killedBefore: (w: World, method: 'give' | 'take') => w.platform.fail(method, killed),
  killedAfter: (w: World, method: 'give' | 'take') => w.platform.fail(method, killed, 'after'),
  toldToWait: (w: World, method: 'give' | 'take') => w.platform.fail(method, new ChatUnavailable('429', 45_000)),
  lost: (w: World, method: 'give' | 'take') => w.platform.fail(method, new ChatUnavailable('no answer', null)),
  answerLost: (w: World, method: 'give' | 'take') =>
    w.platform.fail(method, new ChatUnavailable('no answer', null), 'after'),
  refused: (w: World, method: 'give' | 'take') => w.platform.fail(method, new ChatRefused('no', '50013')),
} as const;

const name = fc.constantFrom(...names);
const method = fc.constantFrom<'give' | 'take'>('give', 'take');
type Deed = (w: World) => Promise<unknown>;
const calm: fc.Arbitrary<readonly [string, Deed]>[] = [
  fc
    .tuple(name, fc.option(fc.integer({ min: 1, max: 60 })))
    .map(([one, minutes]) => [
      `start ${one} ${minutes ?? 'always'}`,
      (w: World) => w.start(one, minutes === null ? null : minutes * minute),
    ]),
  name.map((one) => [`end ${one}`, (w: World) => w.end(one)]),
  fc.integer({ min: 1, max: 1_200 }).map((seconds) => [`pass ${seconds} s`, (w: World) => w.pass(seconds * 1_000)]),
];
/** Some time after whatever was before: a platform tells one membership from another by its time. */
const join: Deed = async (w) => {
  await w.pass(1);
  if (!w.holds()) w.platform.join('U1');
  await w.look();
};
const stormy: fc.Arbitrary<readonly [string, Deed]>[] = [
  ...calm,
  fc.tuple(fc.constantFrom(...(Object.keys(faults) as (keyof typeof faults)[])), method).map(([kind, which]) => [
    `${which}: ${kind}`,
    (w: World) => {
      faults[kind](w, which);
      return Promise.resolve();
    },
  ]),
  fc.tuple(name, method, fc.integer({ min: 0, max: 30 })).map(([one, which, seconds]) => [
    `${one} ends ${seconds} s into the next ${which}`,
    (w: World) => {
      w.platform.meanwhile(which, async () => {
        await w.pass(seconds * 1_000);
        await w.end(one);
      });
      return Promise.resolve();
    },
  ]),
  fc.constant(['two workers at once', (w: World) => Promise.all([w.alive(w.worker(w.id)), w.alive(w.worker(w.id))])]),
  fc.constant(['leave', (w: World) => (w.platform.leave('U1'), w.look())]),
  fc.constant(['join', join]),
  fc.constant(['away', (w: World) => Promise.resolve((w.platform.state.away = true))]),
  fc.constant(['back', (w: World) => Promise.resolve((w.platform.state.away = false))]),
];
const byHand: fc.Arbitrary<readonly [string, Deed]>[] = [
  fc.constant(['put by hand', (w: World) => (w.platform.put('U1', role), w.look())]),
  fc.constant(['removed by hand', (w: World) => (w.platform.remove('U1', role), w.look())]),
];

async function live(deeds: readonly (readonly [string, Deed])[], restore: boolean): Promise<World> {
  const w = world(restore);
  for (const [, deed] of deeds) await w.alive(deed(w));
  w.platform.state.away = false;
  w.platform.calm();
  for (let turn = 0; turn < 6; turn++) {
    await w.pass(11 * minute);
    await w.scan();
  }
  return w;
}
const course = (deeds: fc.Arbitrary<readonly [string, Deed]>[]) => fc.array(fc.oneof(...deeds), { maxLength: 14 });
const isMember = (w: World) => w.platform.isMember('U1');

describe('a role', () => {
  it('equals what the accesses want of it, whatever happened before, when there was time enough', async () => {
    await fc.assert(
      fc.asyncProperty(course(stormy), async (deeds) => {
        const w = await live(deeds, false);
        expect(w.holds()).toBe(isMember(w) && w.isWanted());
      }),
      { numRuns: 500 },
    );
  });

  it('equals it as well when people meddle with it by hand, where it is restored', async () => {
    await fc.assert(
      fc.asyncProperty(course([...stormy, ...byHand]), async (deeds) => {
        const w = await live(deeds, true);
        expect(w.holds()).toBe(isMember(w) && w.isWanted());
      }),
      { numRuns: 500 },
    );
  });

  it('is recorded as given and taken in turns, and each of them once', async () => {
    await fc.assert(
      fc.asyncProperty(course(stormy), async (deeds) => {
        const w = await live(deeds, false);
        const turns = w.recorded().filter((what) => what !== 'failed');
        turns.forEach((what, index) => {
          const before = turns[index - 1];
          if (what === 'given') expect(before).not.toBe('given');
          if (what === 'taken') expect(before).toBe('given');
        });
        expect(turns.at(-1) === 'given').toBe(w.holds());
      }),
      { numRuns: 500 },
    );
  });

  it('is not asked for more than once in calm times', async () => {
    await fc.assert(
      fc.asyncProperty(course(calm), async (deeds) => {
        const w = await live(deeds, false);
        const log = w.platform.log.map(({ action }) => action);
        expect(w.recorded()).toEqual(log);
      }),
      { numRuns: 200 },
    );
  });
});
