import type { Outcome } from '../../../src/domain/call.ts';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import type { Store } from '../../../src/ports/store.ts';
import { createFakeChat, noEmails } from '../fake-chat.ts';
import type { FakeChat } from '../fake-chat.ts';
import { giveRoles } from '../fake-roles.ts';
import { createHouse } from '../house.ts';
import { members, names, roles } from './organisation.ts';

const day = 24 * 3_600_000;

/** Two chats and the house between them, whose clock begins on 2026-10-01. Deliveries are never repeated over a restart. */
export function createWorld(store: Store, catalogue: Catalogue) {
  const slack = createFakeChat([
    ...names.map((name) => ({ user: `U${name}`, name, email: `${name}@acme.test` })),
    { user: 'Unewada', name: 'new ada', email: 'ada@acme.test' },
    { user: 'Unewzoe', name: 'new zoe', email: 'zoe@acme.test' },
  ]);
  const discord = createFakeChat(
    members.map((name) => ({ user: `1${name}`, name: `${name} there`, email: `${name}@acme.test` })),
    { ...noEmails, signIn: true },
  );
  let house = createHouse(store, slack, catalogue, [discord]);
  house.pass(Date.UTC(2026, 9, 1, 9) - house.now());
  const chatRoles = giveRoles(
    discord,
    { [roles.desk]: 'Desk', [roles.crew]: 'Crew', [roles.high]: 'High', [roles.moderators]: 'Moderators' },
    () => house.now(),
  );
  let delivered = 0;
  const chatOf = (user: string): FakeChat => (user.startsWith('1') ? discord : slack);

  return {
    store,
    slack,
    discord,
    roles: chatRoles,
    get house() {
      return house;
    },
    /** As a new process with another configuration, at the same moment. */
    async restart(changed: Catalogue): Promise<void> {
      const { now } = house;
      house = createHouse(store, slack, changed, [discord]);
      house.pass(now() - house.now());
      await house.services.importCatalogue();
      await house.settle();
    },
    call: (user: string, command: string, args: Record<string, unknown> = {}): Promise<Outcome> =>
      house.call(user, command, args, `s${++delivered}`, chatOf(user)),
    say: (user: string, command: string, args: Record<string, unknown> = {}): Promise<string> =>
      house.say(user, command, args, `s${++delivered}`, chatOf(user)),
    async later(ms: number): Promise<void> {
      house.pass(ms);
      await house.sweep();
    },
    days: (count: number) => count * day,
  };
}

export type World = ReturnType<typeof createWorld>;
