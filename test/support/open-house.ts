import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { Store } from '../../src/ports/store.ts';
import { createFakeChat, noEmails } from './fake-chat.ts';
import type { FakeChat } from './fake-chat.ts';
import { createHouse } from './house.ts';
import type { House } from './house.ts';
import { tenantStore } from './tenant-store.ts';

export interface OpenHouse {
  readonly store: Store;
  readonly chat: FakeChat;
  readonly house: House;
  /** The same people and records under another configuration, as after a restart. */
  readonly restart: (catalogue: Catalogue) => House;
}

/** Gives each test a house of its own on a store of its own, the configuration imported. */
export function openHouses(people: readonly string[]): (catalogue?: Catalogue) => Promise<OpenHouse> {
  return async (catalogue) => {
    const store = await tenantStore();
    const chat = createFakeChat(people.map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
    const house = createHouse(store, chat, catalogue);
    await house.services.importCatalogue();
    await house.settle();
    return { store, chat, house, restart: (changed) => createHouse(store, chat, changed) };
  };
}

export interface OpenHouses extends OpenHouse {
  /** The second chat, which proves no e-mails: its members are `1NAME`, with the full name NAME. */
  readonly other: FakeChat;
}

/** As `openHouses`, with a second chat beside the first; `signIn`: whether people can sign in there. */
export function openTwoChats(
  people: readonly string[],
  members: readonly string[],
  { signIn = false } = {},
): (catalogue?: Catalogue) => Promise<OpenHouses> {
  return async (catalogue) => {
    const store = await tenantStore();
    const chat = createFakeChat(people.map((name) => ({ user: `U${name}`, name, email: `${name}@acme.test` })));
    const other = createFakeChat(
      members.map((name) => ({ user: `1${name}`, name: `${name} there`, email: `${name}@acme.test` })),
      { ...noEmails, signIn },
    );
    const house = createHouse(store, chat, catalogue, [other]);
    await house.services.importCatalogue();
    await house.settle();
    const restart = (changed: Catalogue) => createHouse(store, chat, changed, [other]);
    return { store, chat, other, house, restart };
  };
}

export const email = (name: string) => ({ kind: 'email', email: `${name}@acme.test` }) as const;
export const mention = (name: string) =>
  ({
    kind: 'account',
    account: { platform: 'slack', workspace: 'T1', user: `U${name}` },
    shown: `@${name}`,
  }) as const;

/** Every access of a person, newest first. */
export async function accessesOf(store: Store, name: string) {
  const person = await store.people.byEmail(`${name}@acme.test`);
  return person === null ? [] : store.accesses.allOf(person.id, 10);
}
