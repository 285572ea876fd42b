import type { Account, PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { saidRefusal } from '../../domain/refusal.ts';
import { refusals } from '../../domain/refusals.ts';
import type { BoundAccount } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Identify } from '../identity/identify.ts';
import { isLinked, isStale } from '../identity/identify.ts';
import { canAnswer } from '../identity/can-answer.ts';

/** One account that is to be linked, as it stands now. */
export interface Side {
  readonly account: Account;
  /** What people call its platform. */
  readonly chat: string;
  /** The full name. */
  readonly name: string;
  /** Null: the account is nobody's yet. */
  readonly person: PersonRef | null;
  /** What it is bound to, also where that no longer counts. */
  readonly bound: BoundAccount | null;
}

/** Two sides of which one has a person, and the other is to become theirs. */
export interface Pair {
  readonly holder: Side;
  readonly joining: Side;
  readonly person: PersonRef;
}

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: Refusal };

/** Who two accounts are now, and whether they can be made one person: asked at every step of a link. */
export function createLinkSides(
  { store, chats, directory }: Pick<Deps, 'store' | 'chats' | 'directory'>,
  identify: Identify,
) {
  /** An account that is inside now, whoever it belongs to. */
  async function side(account: Account): Promise<Checked<Side>> {
    const identity = await identify(account, { fresh: true });
    if (!identity.ok && identity.refusal.code !== 'unlinked') return { ok: false, refusal: identity.refusal };
    const chat = chats.get(account.platform);
    const bound = await store.people.byAccount(account);
    const person = identity.ok ? identity.who.person : null;
    const name = identity.ok ? identity.who.name : ((await chat?.profile(account))?.name ?? account.user);
    return done({ account, chat: chat?.name ?? account.platform, name, person, bound });
  }

  /** Both sides of a link, of which exactly one must have a person. */
  async function pair(starter: Account, other: Account): Promise<Checked<Pair>> {
    const [one, two] = [await side(starter), await side(other)];
    if (!one.ok) return one;
    if (!two.ok) return { ok: false, refusal: about(other, two.refusal) };
    return match(one.value, two.value);
  }

  async function match(one: Side, two: Side): Promise<Checked<Pair>> {
    if (one.person && two.person) {
      return one.person.id === two.person.id
        ? no(`${shown(one)} and ${shown(two)} are linked already: they are one person, ${one.person.label}.`)
        : no(apart(one, two));
    }
    const [holder, joining] = one.person ? [one, two] : [two, one];
    if (!holder.person) {
      return no(
        `Neither ${shown(one)} nor ${shown(two)} is known to Latchkey as a person yet, so there is nothing to link them to: link one of them to an account whose e-mail is known, or ask a Latchkey administrator.`,
      );
    }
    const accounts = (await store.people.byId(holder.person.id))?.accounts ?? [];
    const { platform, workspace, user } = joining.account;
    const there = accounts.find(
      ({ account: had }) => had.platform === platform && had.workspace === workspace && had.user !== user,
    );
    if (there) {
      return no(
        `${holder.person.label} has an account of ${joining.chat} already (${there.name}), and can have one: take it away with /access unlink first.`,
      );
    }
    return done({ holder, joining, person: holder.person });
  }

  function apart(one: Side, two: Side): string {
    const both = `${shown(one)} and ${shown(two)} are two people already (${one.person?.label ?? ''} and ${two.person?.label ?? ''})`;
    const declared = [one, two].find(({ bound }) => bound?.how === 'declared' && !isStale(bound, directory));
    if (declared) {
      return `${both}: ${shown(declared)} is declared in latchkey.yml by its id, so a Latchkey administrator has to take it out there before it can be linked.`;
    }
    const linked = [one, two].find(({ bound }) => bound !== null && isLinked(bound));
    return linked
      ? `${both}: take ${shown(linked)} away from ${linked.person?.label ?? ''} with /access unlink there first, then try again.`
      : `${both}, and two people cannot be made one: ask a Latchkey administrator.`;
  }

  function about(account: Account, why: Refusal): Refusal {
    const chat = chats.get(account.platform)?.name ?? account.platform;
    return refusals.aboutAccount(chat, why);
  }

  /** Whether an account can still say yes or no, now or later (A7). */
  const couldAnswer = (account: Account): Promise<boolean> => canAnswer({ chats }, identify, account, { fresh: true });

  return { side, pair, canAnswer: couldAnswer };
}

export type LinkSides = ReturnType<typeof createLinkSides>;

/** `Ada Lovelace (Slack)`. */
export function shown({ name, chat }: Pick<Side, 'name' | 'chat'>): string {
  return `${name} (${chat})`;
}

export function done<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function no<T>(sentence: string): Checked<T> {
  return { ok: false, refusal: saidRefusal('link', sentence) };
}
