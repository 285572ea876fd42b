import { accountKey, type Account } from '../../domain/identity.ts';
import type { PersonChange, PersonState, WaitingPerson } from '../../domain/person.ts';
import {
  addressKey,
  bindingKey,
  currentBinding,
  isCurrent,
  isHeld,
  isInOwnName,
  otherThere,
  waitingKey,
  waitsKey,
} from '../../domain/person.ts';
import type { PersonNote } from '../../ports/people.ts';
import { mostTries } from './bind.ts';
import type { LoadPeople } from './load.ts';
import type { SavePerson } from './save.ts';

/**
 * What waits for a Latchkey administrator stands with the person concerned, so that one conditional write takes it away and
 * does what follows. What has to leave somebody else first is a move: noted with that write, finished by whoever is alive.
 */
export function createSettleWaiting(load: LoadPeople, save: SavePerson, now: () => number) {
  return { wait, settle, release, finishMove };

  /** True when the account was not waiting with this e-mail yet. */
  async function wait(entry: WaitingPerson, note: PersonNote): Promise<boolean> {
    for (let tries = 0; tries < mostTries; tries++) {
      const found = await load.holding([
        waitsKey(entry.account),
        entry.why === 'changed' ? bindingKey(entry.account) : addressKey(entry.newEmail),
      ]);
      const home = found.find((one) =>
        entry.why === 'changed' ? currentBinding(one, entry.account) !== null : holds(one, entry.newEmail),
      );
      if (!home) return false;
      const elsewhere = found.find((one) => one.id !== home.id && waitsOf(one, entry.account) !== null);
      if (elsewhere) {
        const left = waitsOf(elsewhere, entry.account);
        if (left) await write(elsewhere, [{ change: 'settled', waiting: left.id }], 'replaced', left, note);
        continue;
      }
      const before = waitsOf(home, entry.account);
      const next = before?.newEmail === entry.newEmail ? { ...entry, id: before.id, since: before.since } : entry;
      const ended = entry.why === 'changed' ? vouchEnds(home, entry.account) : [];
      if (before && ended.length === 0 && JSON.stringify(before) === JSON.stringify(next)) return false;
      const facts = { ...note.facts, ...(ended.length > 0 && { ended: 'vouched' }) };
      const changes: readonly PersonChange[] = [...ended, { change: 'waits', waiting: next }];
      const after = await write(home, changes, entry.why, next, { ...note, facts });
      if (after !== 'clash') return before?.newEmail !== entry.newEmail;
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  async function settle(id: string, accept: boolean, at: number, note: PersonNote): Promise<WaitingPerson | null> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [home] = await load.holding([waitingKey(id)]);
      const entry = home?.waiting.find((one) => one.id === id);
      if (!home || !entry) return null;
      const changes = accept ? await accepted(home, entry, at, note) : [];
      const settled: PersonChange = { change: 'settled', waiting: id };
      const what = accept ? 'confirmed' : 'rejected';
      const after = await write(home, [settled, ...changes], what, entry, { ...note, at });
      if (after === 'clash') continue;
      if (after.moving) await finishMove(after.id);
      return entry;
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  /**
   * The account that waits is somebody else’s (A8): it leaves the person it is with, and the address leaves whoever holds it
   * and ever had an account. What is left to do is to bind the two, as at first sight. Null: somebody else settled it.
   */
  async function release(id: string, at: number, note: PersonNote): Promise<WaitingPerson | null> {
    const entry = await settledApart(id, at, note);
    if (!entry) return null;
    const keys = new Set([addressKey(entry.newEmail), bindingKey(entry.account)]);
    for (let tries = 0; tries < mostTries; tries++) {
      const [other] = (await load.holding([...keys])).filter((one) => parting(one, entry, at).length > 0);
      if (!other) return entry;
      await write(other, parting(other, entry, at), 'separated', entry, { ...note, at, event: 'released' });
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  /** The one write that decides. */
  async function settledApart(id: string, at: number, note: PersonNote): Promise<WaitingPerson | null> {
    for (let tries = 0; tries < mostTries; tries++) {
      const [home] = await load.holding([waitingKey(id)]);
      const entry = home?.waiting.find((one) => one.id === id);
      if (!home || !entry) return null;
      const changes: readonly PersonChange[] = [{ change: 'settled', waiting: id }, ...parting(home, entry, at)];
      if ((await write(home, changes, 'separated', entry, { ...note, at })) !== 'clash') return entry;
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  /** What the person gets and loses; where somebody else has it, a move. */
  async function accepted(
    home: PersonState,
    entry: WaitingPerson,
    at: number,
    note: PersonNote,
  ): Promise<readonly PersonChange[]> {
    const released = entry.why === 'changed' ? leaves(home, entry, at) : [];
    const key = entry.why === 'changed' ? addressKey(entry.newEmail) : bindingKey(entry.account);
    const others = (await load.holding([key])).filter(({ id }) => id !== home.id);
    // Whoever has the address releases it by this very move: what the configuration says of it stays with them (A8).
    const again = others.length > 0 || (await load.wasReleased(entry.newEmail));
    const gained = entry.why === 'changed' ? renewed(home, entry, at, again) : taken(home, entry, at);
    if (others.length === 0) return [...released, ...gained];
    const move = { at, changes: gained, actor: note.actor ?? null, via: note.via ?? entry.account.platform };
    return [...released, { change: 'moving', move }];
  }

  /** Whoever has what a person is to get gives it up, then the person gets it. Harmless to repeat. */
  async function finishMove(id: string): Promise<void> {
    for (let tries = 0; tries < mostTries; tries++) {
      const person = await load.byId(id);
      if (!person?.moving) return;
      const { changes, actor, via, at } = person.moving;
      const wanted = changes.flatMap(keyOf);
      const others = (await load.holding(wanted)).filter((one) => one.id !== id);
      for (const other of others) await giveUp(other, new Set(wanted), person.id, { actor, via, at });
      const rest = changes.filter((change, index) => follows(person, change, changes.slice(0, index)));
      const facts = { what: 'moved' };
      const note = { actor, via, at, facts };
      if ((await save({ before: person, id, changes: [...rest, { change: 'moved' }], note })) !== 'clash') return;
    }
    throw new Error('Somebody else kept writing the same person; try again');
  }

  async function giveUp(other: PersonState, keys: ReadonlySet<string>, to: string, note: PersonNote): Promise<void> {
    const at = note.at ?? now();
    const addresses = other.addresses.filter((one) => isHeld(one) && keys.has(addressKey(one.address)));
    const accounts = other.bindings.filter((one) => isCurrent(one) && keys.has(bindingKey(one.account)));
    const changes: readonly PersonChange[] = [
      ...addresses.map(({ address }) => ({ change: 'released' as const, address, at })),
      ...accounts.map(({ account }) => ({ change: 'unbound' as const, account, at })),
      ...relabelled(other, new Set(addresses.map(({ address }) => address))),
    ];
    const facts = {
      what: 'gave up',
      to,
      email: addresses[0]?.address ?? null,
      account: accounts[0] ? accountKey(accounts[0].account) : null,
    };
    const event = addresses.length > 0 ? ('released' as const) : ('unlink' as const);
    await save({ before: other, id: other.id, changes, note: { ...note, event, at, facts } });
  }

  function write(
    person: PersonState,
    changes: readonly PersonChange[],
    what: string,
    { account, oldEmail, newEmail }: WaitingPerson,
    note: PersonNote,
  ): Promise<PersonState | 'clash'> {
    const facts = { what, account: accountKey(account), from: oldEmail, to: newEmail, ...note.facts };
    return save({
      before: person,
      id: person.id,
      changes,
      note: { actorLabel: accountKey(account), via: account.platform, ...note, facts },
    });
  }
}

/**
 * A profile shows another address than the one that an administrator vouched for: that word is over. What the account's
 * platform had proved before is proved as before.
 */
function vouchEnds(home: PersonState, account: Account): readonly PersonChange[] {
  const bound = currentBinding(home, account);
  const held = home.addresses.find((one) => isHeld(one) && one.address === bound?.email);
  if (!bound || held?.state !== 'vouched') return [];
  const { address, from, by, again } = held;
  return [{ change: 'address', address, state: bound.how === 'email' ? 'proved' : 'typed', from, by, again }];
}

/** The address that the account had is released before the new one comes (A8). */
function leaves(home: PersonState, { account, newEmail }: WaitingPerson, at: number): readonly PersonChange[] {
  const old = currentBinding(home, account)?.email ?? null;
  return old !== null && old !== newEmail && holds(home, old) ? [{ change: 'released', address: old, at }] : [];
}

/** What somebody loses when an account that waits turns out to be another person’s. */
function parting(person: PersonState, { account, newEmail }: WaitingPerson, at: number): readonly PersonChange[] {
  // An address that was only typed stands for whoever proves it first.
  const isReleased = holds(person, newEmail) && person.bindings.length > 0;
  // An account that requested in its own name meanwhile is that person for good: the address comes to them.
  const leaves = currentBinding(person, account) !== null && !isInOwnName(person, account);
  return [
    ...(leaves ? [{ change: 'unbound' as const, account, at }] : []),
    ...(isReleased ? [{ change: 'released' as const, address: newEmail, at }] : []),
    ...(isReleased ? relabelled(person, new Set([newEmail])) : []),
  ];
}

/** The person of the account gets the new e-mail, and is known by it. */
function renewed(
  home: PersonState,
  { account, newEmail, name, how }: WaitingPerson,
  at: number,
  again: boolean,
): readonly PersonChange[] {
  const bound = currentBinding(home, account);
  if (!bound) throw new Error('The account with the changed e-mail is bound to nobody; refuse it');
  return [
    {
      change: 'address',
      address: newEmail,
      state: 'proved',
      from: at,
      by: null,
      // Theirs already, once, it is theirs again.
      again: again && !home.addresses.some((one) => one.address === newEmail && !one.again),
    },
    { change: 'label', email: newEmail },
    { change: 'unbound', account, at },
    {
      change: 'bound',
      binding: { account, how: bound.how === 'vouched' ? how : bound.how, email: newEmail, name, from: at },
    },
  ];
}

/** The account takes the place of the one that is bound to the e-mail. */
function taken(home: PersonState, entry: WaitingPerson, at: number): readonly PersonChange[] {
  const { account, newEmail, name, how } = entry;
  if (!holds(home, newEmail)) throw new Error('The e-mail that was said to be taken belongs to nobody; refuse it');
  const other = otherThere(home, account);
  const again = currentBinding(home, account);
  // Somebody's word proves nothing: what stood there stays.
  const shown = { change: 'address', address: newEmail, state: 'proved', from: at, by: null } as const;
  return [
    ...(how === 'vouched' ? [] : [shown]),
    ...(other ? [{ change: 'unbound' as const, account: other.account, at }] : []),
    ...(again ? [{ change: 'unbound' as const, account, at }] : []),
    { change: 'bound', binding: { account, how, email: newEmail, name, from: at } },
  ];
}

/** Which address stands for somebody who loses some; nothing where that stays. */
export function relabelled(person: PersonState, gone: ReadonlySet<string>): readonly PersonChange[] {
  if (person.email === null || !gone.has(person.email)) return [];
  const other = person.addresses.find((one) => isHeld(one) && !gone.has(one.address));
  return [{ change: 'label', email: other?.address ?? null }];
}

/** Whether a change noted a while ago can still be made. */
function follows(person: PersonState, change: PersonChange, before: readonly PersonChange[]): boolean {
  if (change.change === 'unbound') return currentBinding(person, change.account) !== null;
  if (change.change !== 'bound') return true;
  const key = accountKey(change.binding.account);
  const freed = before.some((one) => one.change === 'unbound' && accountKey(one.account) === key);
  return freed || currentBinding(person, change.binding.account) === null;
}

function keyOf(change: PersonChange): readonly string[] {
  if (change.change === 'address') return [addressKey(change.address)];
  return change.change === 'bound' ? [bindingKey(change.binding.account)] : [];
}

function holds({ addresses }: PersonState, address: string): boolean {
  return addresses.some((one) => isHeld(one) && one.address === address);
}

function waitsOf({ waiting }: PersonState, account: Account): WaitingPerson | null {
  return waiting.find((one) => accountKey(one.account) === accountKey(account)) ?? null;
}
