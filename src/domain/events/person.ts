import { z } from 'zod';
import { accountKey } from '../identity.ts';
import type { Account, PersonId } from '../identity.ts';
import type { Binding, HeldAddress, PersonChange, PersonState } from '../person.ts';
import { isCurrent, isHeld } from '../person.ts';
import type { EventBody } from './body.ts';
import type { Json } from './json.ts';
import { personChange } from './person-change.ts';
import type { TenantEventName } from './tenant-event.ts';
import { personEventBody } from './tenant-event.ts';

/** What happened to a person; `n` counts from 1 without gaps. In the journal and the chain its `facts` are the same. */
export interface PersonEvent extends EventBody<TenantEventName> {
  readonly n: number;
}

/** What a person's state folds from, in an event's facts. */
export interface PersonFacts {
  readonly person: PersonId;
  /** The event's number among those of the person. */
  readonly version: number;
  readonly changes: readonly PersonChange[];
}

const folded = z.object({
  person: z.string().min(1),
  version: z.int().positive(),
  changes: z.array(personChange).readonly(),
}) satisfies z.ZodType<PersonFacts>;

/** What the facts of an event say about a person; null: they are about something else, or no version of ours wrote them. */
export function personFacts(facts: EventBody['facts']): PersonFacts | null {
  return folded.safeParse(facts).data ?? null;
}

/** The same as facts are written. */
export function asFacts({ person, version, changes }: PersonFacts): { readonly [key: string]: Json } {
  return { person, version, changes: changes as unknown as Json };
}

/** An event of a person as it is written and read: it says what changed about them. It comes out as it went in. */
export const personEvent = personEventBody.refine(
  ({ facts }) => personFacts(facts) !== null,
  'does not say what changed about the person',
) satisfies z.ZodType<PersonEvent>;

/**
 * A person after one more event. Throws where the event cannot follow: of somebody else, out of turn, or about what they do
 * not have. What is stored comes from here, so that folding the record gives the same.
 */
export function evolvePerson(before: PersonState | null, event: Pick<PersonEvent, 'facts'>): PersonState {
  const facts = personFacts(event.facts);
  if (facts === null) throw new Error('the event says nothing about a person');
  const { person, version, changes } = facts;
  if (before !== null && before.id !== person) throw new Error(`the event is about ${person}, not ${before.id}`);
  if (version !== (before?.version ?? 0) + 1)
    throw new Error(`event ${version} does not follow ${before?.version ?? 0}`);
  const start = before ?? nobody(person);
  return { ...changes.reduce(apply, start), version };
}

function nobody(id: PersonId): PersonState {
  return { id, version: 0, email: null, addresses: [], bindings: [], waiting: [], moving: null };
}

function apply(state: PersonState, change: PersonChange): PersonState {
  switch (change.change) {
    case 'address':
      return { ...state, ...namedBy(state, change), addresses: withAddress(state.addresses, change) };
    case 'released': {
      const { address, at } = change;
      if (!state.addresses.some((one) => one.address === address && isHeld(one))) throw lacks(state, address);
      const addresses = state.addresses.map((one) =>
        one.address === address && isHeld(one) ? { ...one, releasedAt: at } : one,
      );
      return { ...state, addresses };
    }
    case 'bound': {
      const bound = state.bindings.find((one) => isAt(one, change.binding.account));
      if (bound) throw new Error(`${state.id} has the account ${accountKey(bound.account)} already`);
      return { ...state, bindings: [...state.bindings, { ...change.binding, to: null, outsideSince: null }] };
    }
    case 'unbound':
      return withBinding(state, change.account, (one) => ({ ...one, to: change.at }));
    case 'renewed': {
      const { account, name, email } = change;
      return withBinding(state, account, (one) => ({ ...one, name, email }));
    }
    case 'outside':
      return withBinding(state, change.account, (one) => ({ ...one, outsideSince: change.since }));
    case 'label':
      return { ...state, email: change.email };
    case 'waits': {
      const key = accountKey(change.waiting.account);
      const others = state.waiting.filter(({ account }) => accountKey(account) !== key);
      return { ...state, waiting: [...others, change.waiting] };
    }
    case 'settled':
      return { ...state, waiting: state.waiting.filter(({ id }) => id !== change.waiting) };
    case 'moving':
      return { ...state, moving: change.move };
    case 'moved':
      return { ...state, moving: null };
    case 'baseline':
      return { ...change.state, id: state.id, version: state.version };
  }
}

/** By whom somebody is first named: whoever typed the very first that is known of them. */
function namedBy(
  { version, addresses, bindings }: PersonState,
  { state, by }: Extract<PersonChange, { change: 'address' }>,
) {
  const isFirst = version === 0 && addresses.length === 0 && bindings.length === 0;
  return isFirst && state === 'typed' && by !== null ? { namedBy: by } : {};
}

function withAddress(
  addresses: readonly HeldAddress[],
  { address, state, from, by, again = false }: Extract<PersonChange, { change: 'address' }>,
): readonly HeldAddress[] {
  const held = addresses.some((one) => one.address === address && isHeld(one));
  if (!held) return [...addresses, { address, state, from, releasedAt: null, by, again }];
  return addresses.map((one) => (one.address === address && isHeld(one) ? { ...one, state, by } : one));
}

function withBinding(state: PersonState, account: Account, change: (one: Binding) => Binding): PersonState {
  if (!state.bindings.some((one) => isAt(one, account))) throw lacks(state, accountKey(account));
  return { ...state, bindings: state.bindings.map((one) => (isAt(one, account) ? change(one) : one)) };
}

function isAt(binding: Binding, account: Account): boolean {
  return isCurrent(binding) && accountKey(binding.account) === accountKey(account);
}

function lacks({ id }: PersonState, what: string): Error {
  return new Error(`${id} does not have ${what}`);
}
