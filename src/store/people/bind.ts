import { accountAddress, accountKey, type Account, type PersonId } from '../../domain/identity.ts';
import type { BindingProof, PersonChange, PersonState } from '../../domain/person.ts';
import {
  addressKey,
  bindingKey,
  currentBinding,
  isCurrent,
  isHeld,
  isInOwnName,
  otherThere,
} from '../../domain/person.ts';
import type { BoundAccount, PersonNote } from '../../ports/people.ts';
import { boundOf, type LoadPeople } from './load.ts';
import type { PersonWrite, SavePerson } from './save.ts';

/** Tries of one change; every clash means that somebody else wrote. */
export const mostTries = 200;

interface Bind {
  readonly account: Account;
  readonly address: string;
  readonly name: string;
  readonly at: number;
  readonly fresh: PersonId;
  readonly how: BindingProof;
  readonly note: PersonNote;
}

interface OwnName {
  readonly account: Account;
  readonly name: string;
  readonly at: number;
  readonly fresh: PersonId;
  /** Who has the e-mail that the account shows, and counts as one with it while it waits. */
  readonly holder: PersonId;
}

/** Accounts and addresses coming to people and leaving them, each by one conditional write of one person. */
export function createBindPerson(load: LoadPeople, save: SavePerson, now: () => number) {
  /** Decides and writes until nobody writes in between. `decide` gives a write, or the answer where nothing is to be written. */
  async function settle<T>(
    decide: () => Promise<
      { readonly write: PersonWrite; readonly done: (after: PersonState) => T } | { readonly answer: T }
    >,
  ): Promise<T> {
    for (let tries = 0; tries < mostTries; tries++) {
      const decided = await decide();
      if ('answer' in decided) return decided.answer;
      const after = await save(decided.write);
      if (after !== 'clash') return decided.done(after);
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  return {
    /** The person with this address, made when there is none. */
    ensure: (address: string, fresh: PersonId, by: PersonId | null, note: PersonNote): Promise<PersonState> =>
      settle<PersonState>(async () => {
        const [known] = await load.byAddresses([address]);
        if (known) return { answer: known };
        const at = note.at ?? now();
        const again = await load.wasReleased(address);
        const changes: readonly PersonChange[] = [
          { change: 'address', address, state: 'typed', from: at, by, again },
          { change: 'label', email: address },
        ];
        const facts = { what: 'named', email: address, ...note.facts };
        return { write: { before: null, id: fresh, changes, note: { ...note, at, facts } }, done: (after) => after };
      }),

    bind: ({ account, address, name, at, fresh, how, note }: Bind): Promise<BoundAccount | 'taken'> =>
      settle<BoundAccount | 'taken'>(async () => {
        const found = await load.holding([bindingKey(account), addressKey(address)]);
        const holder = found.find((one) => currentBinding(one, account) !== null);
        const owner = addressOwner(address, found);
        const state = how === 'declared' ? 'declared' : how === 'vouched' ? 'vouched' : 'proved';
        const done = (after: PersonState) => boundTo(after, account);
        if (holder && isInOwnName(holder, account)) {
          if (owner && owner.id !== holder.id) return { answer: 'taken' };
          const again = owner === null && (await load.wasReleased(address));
          const changes = settling(holder, { account, address, name, at, how }, state, again);
          const facts = { what: 'bound', account: accountKey(account), email: address, ...note.facts };
          return {
            write: {
              before: holder,
              id: holder.id,
              changes,
              note: { actor: 'self', via: account.platform, ...note, at, facts },
            },
            done,
          };
        }
        if (holder) {
          const changes = owner?.id === holder.id ? renewal(holder, { account, address, name, at, how }, state) : [];
          if (changes.length === 0) return { answer: boundTo(holder, account) };
          const facts = { what: 'renewed', account: accountKey(account), email: address, ...note.facts };
          return {
            write: { before: holder, id: holder.id, changes, note: { actor: 'self', ...note, at, facts } },
            done,
          };
        }
        // Joining two accounts takes the consent of the side that has one, whatever proves the e-mail (A7).
        if (owner && how === 'email' && owner.bindings.some(isCurrent)) return { answer: 'taken' };
        if (owner && otherThere(owner, account)) return { answer: 'taken' };
        const again = owner === null && (await load.wasReleased(address));
        const changes: readonly PersonChange[] = [
          ...proof(owner, address, state, at, again, how === 'vouched' ? (note.actor?.id ?? null) : null),
          ...(owner ? [] : [{ change: 'label' as const, email: address }]),
          { change: 'bound', binding: { account, how, email: address, name, from: at } },
        ];
        const facts = { what: 'bound', account: accountKey(account), email: address, ...note.facts };
        return {
          write: {
            before: owner,
            id: owner?.id ?? fresh,
            changes,
            note: { actor: 'self', via: account.platform, ...note, at, facts },
          },
          done,
        };
      }),

    /** A person of its own for an account that waits, known by nothing but its written form (A7). */
    inOwnName: ({ account, name, at, fresh, holder }: OwnName, note: PersonNote): Promise<BoundAccount> =>
      settle<BoundAccount>(async () => {
        const known = await load.byAccount(account);
        if (known) return { answer: boundTo(known, account) };
        const address = accountAddress(account);
        const changes: readonly PersonChange[] = [
          { change: 'address', address, state: 'typed', from: at, by: holder, again: await load.wasReleased(address) },
          { change: 'label', email: address },
          { change: 'bound', binding: { account, how: 'own-name', email: null, name, from: at } },
        ];
        const facts = { what: 'own name', account: accountKey(account), ...note.facts };
        return {
          write: {
            before: null,
            id: fresh,
            changes,
            note: { actor: 'self', via: account.platform, ...note, at, facts },
          },
          done: (after) => boundTo(after, account),
        };
      }),

    link: (
      account: Account,
      id: PersonId,
      name: string,
      at: number,
      note: PersonNote,
    ): Promise<BoundAccount | 'taken'> =>
      settle<BoundAccount | 'taken'>(async () => {
        const [holder, person] = await Promise.all([load.byAccount(account), load.byId(id)]);
        if (holder) return { answer: boundTo(holder, account) };
        if (person === null) throw new Error(`There is no person ${id} to link an account to`);
        if (otherThere(person, account)) return { answer: 'taken' };
        const changes: readonly PersonChange[] = [
          { change: 'bound', binding: { account, how: 'code', email: null, name, from: at } },
        ];
        const facts = { what: 'linked', account: accountKey(account), ...note.facts };
        return {
          write: {
            before: person,
            id,
            changes,
            note: { event: 'link', actor: 'self', via: account.platform, ...note, at, facts },
          },
          done: (after) => boundTo(after, account),
        };
      }),

    unbind: (account: Account, boundAt: number, note: PersonNote): Promise<boolean> =>
      settle<boolean>(async () => {
        const holder = await load.byAccount(account);
        const bound = holder && currentBinding(holder, account);
        if (!bound || bound.from !== boundAt) return { answer: false };
        const at = note.at ?? now();
        const facts = { account: accountKey(account), name: bound.name, since: boundAt, ...note.facts };
        return {
          write: {
            before: holder,
            id: holder.id,
            changes: [{ change: 'unbound', account, at }],
            note: { event: 'unlink', via: account.platform, ...note, at, facts },
          },
          done: () => true,
        };
      }),

    /** The address of a bound account counts by a Latchkey administrator's word, until its profile shows another one. */
    vouch: (account: Account, by: PersonId, note: PersonNote): Promise<boolean> =>
      settle<boolean>(async () => {
        const holder = await load.byAccount(account);
        const email = holder && (currentBinding(holder, account)?.email ?? null);
        const held = holder?.addresses.find((one) => isHeld(one) && one.address === email);
        if (!holder || !held || (held.state === 'vouched' && held.by === by)) return { answer: held !== undefined };
        // Somebody's word never lowers what a sign-in proved.
        if (held.state === 'proved' && currentBinding(holder, account)?.how === 'sign-in') return { answer: true };
        const { address, from, again } = held;
        const facts = { what: 'vouched', account: accountKey(account), email: address, ...note.facts };
        return {
          write: {
            before: holder,
            id: holder.id,
            changes: [{ change: 'address', address, state: 'vouched', from, by, again }],
            note: { event: 'vouched', via: account.platform, ...note, facts },
          },
          done: () => true,
        };
      }),

    markOutside: (account: Account, since: number | null, note: PersonNote): Promise<boolean> =>
      settle<boolean>(async () => {
        const holder = await load.byAccount(account);
        const bound = holder && currentBinding(holder, account);
        if (!bound || (bound.outsideSince === null) === (since === null)) return { answer: false };
        const facts = { what: since === null ? 'back' : 'outside', account: accountKey(account), ...note.facts };
        return {
          write: {
            before: holder,
            id: holder.id,
            changes: [{ change: 'outside', account, since }],
            note: {
              via: account.platform,
              ...note,
              ...(note.at === undefined && since !== null && { at: since }),
              facts,
            },
          },
          done: () => true,
        };
      }),
  };
}

/** Who holds an address as an address: not whose account it writes out. */
function addressOwner(address: string, people: readonly PersonState[]): PersonState | null {
  return people.find(({ addresses }) => addresses.some((one) => isHeld(one) && one.address === address)) ?? null;
}

/** What makes an address a person's for sure; nothing where it is. */
function proof(
  owner: PersonState | null,
  address: string,
  state: 'proved' | 'declared' | 'vouched',
  at: number,
  again = false,
  by: PersonId | null = null,
): readonly PersonChange[] {
  const held = owner?.addresses.find((one) => isHeld(one) && one.address === address);
  if (held && (held.state === state || held.state === 'proved')) return [];
  return [{ change: 'address', address, state, from: at, by: by ?? held?.by ?? null, again }];
}

/** What an account that had its own name until now gets: the address that it showed, and a proof in place of waiting. */
function settling(
  holder: PersonState,
  { account, address, name, at, how }: Pick<Bind, 'account' | 'address' | 'name' | 'at' | 'how'>,
  state: 'proved' | 'declared' | 'vouched',
  again: boolean,
): readonly PersonChange[] {
  return [
    ...proof(holder, address, state, at, again),
    { change: 'label', email: address },
    { change: 'unbound', account, at },
    { change: 'bound', binding: { account, how, email: address, name, from: at } },
  ];
}

/** What is new of an account that is bound; what proves one that was vouched for binds it again. */
function renewal(
  holder: PersonState,
  { account, address, name, at, how }: Pick<Bind, 'account' | 'address' | 'name' | 'at' | 'how'>,
  state: 'proved' | 'declared' | 'vouched',
): readonly PersonChange[] {
  const bound = currentBinding(holder, account);
  const proved = proof(holder, address, state, at);
  if (bound?.how === 'vouched' && how === 'email') {
    const binding = { account, how, email: address, name, from: at };
    return [...proved, { change: 'unbound', account, at }, { change: 'bound', binding }];
  }
  const same = bound?.email === address && bound.name === name;
  return [...proved, ...(same ? [] : [{ change: 'renewed' as const, account, name, email: address }])];
}

function boundTo(person: PersonState, account: Account): BoundAccount {
  const found = boundOf(person).find((one) => accountKey(one.account) === accountKey(account));
  if (!found) throw new Error(`${person.id} does not have ${accountKey(account)}`);
  return found;
}
