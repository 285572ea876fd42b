import { cut } from '../../domain/cut.ts';
import { freeName } from '../../domain/free-name.ts';
import type { Account } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { BoundAccount } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { Identified, Identify } from '../identity/identify.ts';
import type { Sentence } from '../said.ts';
import { isLinked, isStale, personRef } from '../identity/identify.ts';
import { derivedId } from '../ids.ts';
import type { LinkFinish } from './finish.ts';
import type { Checked } from './sides.ts';
import { done, no, shown } from './sides.ts';
import { words } from '../../words/index.ts';

/** Taking a linked account away again: whose it is, or a Latchkey administrator. */
export function createUnlink(
  { store, chats, directory, clock }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock'>,
  identify: Identify,
  finish: LinkFinish,
) {
  return { choose, unlink };

  /** The account that somebody means, of theirs: the one named, else the one they use, else the only one. */
  async function choose(actor: Identified, typed: string | null): Promise<Checked<BoundAccount>> {
    const accounts = (await store.people.byId(actor.person.id))?.accounts ?? [];
    const linked = accounts.filter(isLinked);
    if (typed !== null) return named(accounts, typed.trim().replace(/^@/, ''));
    const used = linked.find(({ account }) => accountKey(account) === accountKey(actor.account));
    const [only] = linked;
    if (used ?? (linked.length === 1 && only)) return done((used ?? only) as BoundAccount);
    if (only) return no(() => words.linkRefused.nameOne(linked.map(label)));
    const [first] = accounts;
    const why = first === undefined ? null : obstacle(first);
    return no(() => [words.linkRefused.nothingLinked, ...(why === null ? [] : [why()])].join(' '));
  }

  async function named(accounts: readonly BoundAccount[], typed: string): Promise<Checked<BoundAccount>> {
    const word = typed.toLowerCase();
    const keys = new Set([word]);
    for (const chat of chats.values()) {
      const account = await chat.accountByName(typed);
      if (account) keys.add(accountKey(account).toLowerCase());
    }
    const found = accounts.filter(
      ({ account, name }) =>
        keys.has(accountKey(account).toLowerCase()) ||
        [account.user, name].some((one) => one.toLowerCase() === freeName(word)),
    );
    const [only] = found;
    if (!only || found.length > 1) {
      return no(() => words.linkRefused.notOneOfYours(cut(typed, 60), accounts.map(label)));
    }
    const why = obstacle(only);
    return why === null ? done(only) : no(why);
  }

  /** Why an account cannot be unlinked; null: it can. */
  function obstacle(bound: BoundAccount): Sentence | null {
    if (bound.how === 'email') {
      return () => words.linkRefused.provedByChat(label(bound), bound.email ?? '', nameOf(bound.account));
    }
    if (bound.how === 'declared' && !isStale(bound, directory)) {
      return () => words.linkRefused.declared(label(bound));
    }
    return null;
  }

  /** Does it, and says so to everybody concerned. `command` makes it happen once. */
  async function unlink(actor: Account, account: Account, boundAt: number, command: string): Promise<Checked<Message>> {
    const id = derivedId('unlink', command);
    const begun = await store.links.byId(id);
    if (begun) return carryOut(begun, actor);
    const identity = await identify(actor);
    if (!identity.ok) return identity;
    const { who } = identity;
    const bound = await store.people.byAccount(account);
    const person = bound?.boundAt === boundAt ? await store.people.byId(bound.person) : null;
    if (!bound || !person) return no(() => words.linkRefused.notLinked);
    if (bound.person !== who.person.id && !directory.isLatchkeyAdministrator(who.emails)) {
      return no(() => words.linkRefused.notYours);
    }
    const why = obstacle(bound);
    if (why !== null) return no(why);
    const at = clock.now();
    const side = (one: Account) => ({ account: one, reply: null, confirmedAt: null });
    const link: LinkRecord = {
      id,
      kind: 'unlink',
      state: 'agreed',
      starter: side(actor),
      other: side(account),
      secret: null,
      email: null,
      unlink: { by: who.person, person: personRef(person), name: bound.name, boundAt },
      tries: [],
      at,
      expiresAt: at,
      agreedAt: at,
    };
    await store.links.add(link);
    return carryOut(link, actor);
  }

  async function carryOut(link: LinkRecord, actor: Account): Promise<Checked<Message>> {
    if (link.state === 'agreed') {
      const outcome = await finish(link, actor);
      if (!outcome.ok) return outcome;
    }
    const account = link.other?.account ?? actor;
    const name = shown({ name: link.unlink?.name ?? account.user, chat: nameOf(account) });
    return done(say(words.linking.unlinked(name, link.unlink?.person.label ?? ''), 'good'));
  }

  function label({ account, name }: BoundAccount): string {
    return shown({ name, chat: nameOf(account) });
  }

  function nameOf({ platform }: Account): string {
    return chats.get(platform)?.name ?? platform;
  }
}

export type Unlink = ReturnType<typeof createUnlink>;
