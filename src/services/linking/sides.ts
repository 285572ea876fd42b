import type { Account, PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { saidRefusal } from '../said.ts';
import { refusals } from '../../domain/refusals.ts';
import type { BoundAccount } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Identify } from '../identity/identify.ts';
import { isLinked, isStale } from '../identity/identify.ts';
import { canAnswer } from '../identity/can-answer.ts';
import { words } from '../../words/index.ts';

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
      const { label } = one.person;
      return one.person.id === two.person.id
        ? no(() => words.linkRefused.linkedAlready(shown(one), shown(two), label))
        : no(() => apart(one, two));
    }
    const [holder, joining] = one.person ? [one, two] : [two, one];
    if (!holder.person) {
      return no(() => words.linkRefused.neitherKnown(shown(one), shown(two)));
    }
    const accounts = (await store.people.byId(holder.person.id))?.accounts ?? [];
    const { platform, workspace, user } = joining.account;
    const there = accounts.find(
      ({ account: had }) => had.platform === platform && had.workspace === workspace && had.user !== user,
    );
    if (there) {
      const { label } = holder.person;
      return no(() => words.linkRefused.oneAccount(label, joining.chat, there.name));
    }
    return done({ holder, joining, person: holder.person });
  }

  function apart(one: Side, two: Side): string {
    const texts = words.linkRefused.twoPeople;
    const both = texts.are(
      shown(one),
      shown(two),
      [one, two].map(({ person }) => person?.label ?? ''),
    );
    const declared = [one, two].find(({ bound }) => bound?.how === 'declared' && !isStale(bound, directory));
    if (declared) return `${both} ${texts.declared(shown(declared))}`;
    const linked = [one, two].find(({ bound }) => bound !== null && isLinked(bound));
    return `${both} ${linked ? texts.unlinkFirst(shown(linked), linked.person?.label ?? '') : texts.stay}`;
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

export function no<T>(sentence: () => string): Checked<T> {
  return { ok: false, refusal: saidRefusal('link', sentence) };
}
