import type { Account, PersonId, PersonRef } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { LinkRecord, LinkSide } from '../../ports/links.ts';
import type { BoundAccount, PersonNote } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { isStale, personRef } from '../identity/identify.ts';
import { derivedId } from '../ids.ts';
import { isReleased } from '../identity/is-released.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import { joinedMessage, unlinkedMessage, welcomeMessage } from './messages.ts';
import type { Checked, LinkSides } from './sides.ts';
import { done, no, shown } from './sides.ts';
import type { LinkTell } from './tell.ts';
import type { ReportVoid } from '../notify/void-event.ts';
import { words } from '../../words/index.ts';

/** An account that was bound to a person, and by whom the link is said. */
interface Joined {
  readonly bound: BoundAccount;
  /** The account on the other side; null: they signed in. */
  readonly with: Account | null;
}

/**
 * Carries out what was agreed: bind or unbind, record, converge, tell, close. Each part may be repeated, so whichever
 * process dies where, the next one finishes it (the account's `boundAt` is when it was agreed: that is how a part that
 * is done is known again). What Latchkey didn't write is reported and refused.
 */
export function createLinkFinish(
  { store, chats, directory, ids }: Pick<Deps, 'store' | 'chats' | 'directory' | 'ids'>,
  sides: LinkSides,
  tell: LinkTell,
  recordPeople: RecordPeople,
  linked: (account: Account) => Promise<void>,
  reportVoid: ReportVoid,
) {
  /** `answered`: the account that is told by who called. */
  return async function finish(link: LinkRecord, answered: Account | null): Promise<Checked<PersonRef>> {
    if (link.state !== 'agreed' || link.agreedAt === null) {
      return no(() => words.linkRefused.done);
    }
    if (link.distrust !== undefined) {
      const sentence = () => words.linking.changedOutside(link.id);
      await reportVoid({ id: `link/${link.id}`, access: null, why: 'not-ours', sentence });
      await store.links.close(link.id, 'refused');
      return no(() => words.linkRefused.notAgreed);
    }
    if (link.unlink !== null) return unlink(link, link.unlink);
    const joined = link.kind === 'code' ? await joinByCode(link, link.agreedAt) : await joinByMail(link, link.agreedAt);
    if (!joined.ok) {
      await store.links.close(link.id, 'refused');
      return joined;
    }
    const person = await record(link, joined.value, answered);
    await store.links.close(link.id, 'done');
    return done(person);
  };

  async function joinByCode({ id, starter, other }: LinkRecord, at: number): Promise<Checked<Joined>> {
    if (!other) throw new Error('a code has nobody named');
    const known = await joinedAt([starter, other], 'code', at);
    if (known) return done(known);
    if (await wasUndone([starter, other], at)) return no(() => words.linkRefused.outrun);
    const pair = await sides.pair(starter.account, other.account);
    if (!pair.ok) return pair;
    if (await isOver(id)) return no(() => words.linkRefused.outrun);
    const { joining, holder, person } = pair.value;
    await freeStale(joining.bound, person.id);
    const note = noteOf(
      { account: joining.account, with: holder.account, how: 'code', name: joining.name },
      starter.account,
    );
    const bound = await store.people.link(joining.account, person.id, joining.name, at, note);
    if (bound === 'taken' || bound.person !== person.id || bound.boundAt !== at)
      return no(() => words.linkRefused.outrun);
    return done({ bound, with: holder.account });
  }

  async function joinByMail(
    { id, starter, other, email, vouchedBy }: LinkRecord,
    at: number,
  ): Promise<Checked<Joined>> {
    if (email === null) throw new Error('nobody proved an e-mail');
    const how = vouchedBy === undefined ? 'sign-in' : 'vouched';
    const known = await joinedAt([starter], how, at);
    if (known) return done(known);
    if (await wasUndone([starter], at)) return no(() => words.linkRefused.outrun);
    const own = await sides.side(starter.account);
    if (!own.ok) return own;
    const { person, bound: before, name, account } = own.value;
    if (person) {
      return no(() => words.linkRefused.alreadyLinked(shown(own.value), person.label));
    }
    if (await isOver(id)) return no(() => words.linkRefused.outrun);
    const owner = await store.people.byEmail(email);
    const agreed = other?.confirmedAt ? await store.people.byAccount(other.account) : null;
    if (owner && owner.accounts.length > 0 && agreed?.person !== owner.id)
      return waits({ account, name, email, how }, at);
    if (vouchedBy !== undefined && (await isReleased({ store }, email)))
      return no(() => words.identity.released(email));
    await freeStale(before, owner?.id ?? null);
    const note = { ...noteOf({ account, with: email, how, name }, account), ...(vouchedBy && { actor: vouchedBy }) };
    const bound = await store.people.bind(account, email, name, at, ids.person(), how, note);
    if (bound === 'taken') return waits({ account, name, email, how }, at);
    return bound.boundAt === at ? done({ bound, with: null }) : no(() => words.linkRefused.outrun);
  }

  /** Whether this very link bound one of them before, and that has ended: a link is carried out once, whatever is set back (A9). */
  async function wasUndone(all: readonly LinkSide[], at: number): Promise<boolean> {
    for (const { account } of all) {
      const had = (await store.people.everHad(account)).flatMap(({ bindings }) => bindings);
      if (had.some((one) => same(one.account, account) && one.from === at && one.to !== null)) return true;
    }
    return false;
  }

  /** What this very link did already. */
  async function joinedAt(all: readonly LinkSide[], how: string, at: number): Promise<Joined | null> {
    for (const { account } of all) {
      const bound = await store.people.byAccount(account);
      const other = all.find((one) => one.account !== account)?.account ?? null;
      if (bound?.how === how && bound.boundAt === at) return { bound, with: other };
    }
    return null;
  }

  /** Whether somebody else ended it in between: what was unlinked since does not come back by itself. */
  async function isOver(id: string): Promise<boolean> {
    return (await store.links.byId(id))?.state !== 'agreed';
  }

  /** What a declaration that is gone left behind, or an own name (A7), gives way to a proof. `to`: null, nobody yet. */
  async function freeStale(bound: BoundAccount | null, to: PersonId | null): Promise<void> {
    if (bound === null) return;
    const gives = bound.how === 'own-name' && to !== null && to !== bound.person;
    if (gives || isStale(bound, directory)) await store.people.unbind(bound.account, bound.boundAt);
  }

  /** An e-mail claimed twice waits for a Latchkey administrator. */
  async function waits(
    { account, name, email, how }: { account: Account; name: string; email: string; how: 'sign-in' | 'vouched' },
    at: number,
  ): Promise<Checked<Joined>> {
    const id = derivedId('waiting', accountKey(account), email);
    await store.people.wait(
      {
        id,
        account,
        name,
        person: null,
        oldEmail: null,
        newEmail: email,
        why: 'taken',
        how,
        since: at,
      },
      { at },
    );
    await recordPeople();
    return no(() => words.linkRefused.takenEmail(email));
  }

  async function record(link: LinkRecord, joined: Joined, answered: Account | null): Promise<PersonRef> {
    const { bound } = joined;
    const stored = await store.people.byId(bound.person);
    if (!stored) throw new Error(`the person of ${accountKey(bound.account)} is not stored`);
    const person = personRef(stored);
    const how = howOf(link);
    await recordPeople();
    await linked(bound.account);
    const account = shown({ name: bound.name, chat: nameOf(bound.account) });
    const before = stored.accounts.filter((one) => !same(one.account, bound.account));
    await tell.each(
      before.map((one) => one.account),
      person.id,
      `joined-${link.id}`,
      () => joinedMessage(account, person.label, how),
    );
    const side = [link.starter, link.other].find((one) => one && same(one.account, bound.account));
    if (side && !same(side.account, answered))
      await tell.side(side, `welcome-${link.id}`, () => welcomeMessage(account, person.label));
    return person;
  }

  /** Ends the link by which an account was bound, where it is still being carried out (somebody could not be told yet). */
  async function endLink(account: Account, boundAt: number): Promise<void> {
    for (const link of await store.links.agreed(boundAt, mostAgreed)) {
      const both = [link.starter, link.other].flatMap((one) => (one ? [one.account] : []));
      if (link.unlink !== null || link.agreedAt !== boundAt || !both.some((one) => same(one, account))) continue;
      await store.links.close(link.id, 'done');
    }
  }

  async function unlink(link: LinkRecord, gone: NonNullable<LinkRecord['unlink']>): Promise<Checked<PersonRef>> {
    const account = link.other?.account;
    if (!account) throw new Error('nothing is named to be unlinked');
    const { by, person, name, boundAt } = gone;
    await endLink(account, boundAt);
    const at = link.agreedAt ?? link.at;
    await store.people.unbind(account, boundAt, { actor: by, via: link.starter.account.platform, at });
    await recordPeople();
    await linked(account);
    const rest = (await store.people.byId(person.id))?.accounts.map((one) => one.account) ?? [];
    const texts = () => unlinkedMessage(shown({ name, chat: nameOf(account) }), person.label, by.label);
    await tell.each([account, ...rest.filter((one) => !same(one, account))], person.id, `unlink-${link.id}`, texts);
    await store.links.close(link.id, 'done');
    return done(person);
  }

  function nameOf(account: Account): string {
    return chats.get(account.platform)?.name ?? account.platform;
  }
}

export type LinkFinish = ReturnType<typeof createLinkFinish>;

/** Links that were agreed and wait to be carried out, at most, that one look goes through. */
const mostAgreed = 1_000;

/** How a link stands in the record: which account, with what it was joined, and how. */
function noteOf(
  joined: { readonly account: Account; readonly with: Account | string; readonly how: string; readonly name: string },
  starter: Account,
): PersonNote {
  const { account, with: other, how, name } = joined;
  const facts = {
    what: 'linked',
    account: accountKey(account),
    with: typeof other === 'string' ? other : accountKey(other),
    how,
    name,
  };
  return { event: 'link', facts, via: starter.platform };
}

function howOf({ kind, vouchedBy }: LinkRecord): 'code' | 'sign-in' | 'vouched' {
  if (kind === 'code') return 'code';
  return vouchedBy === undefined ? 'sign-in' : 'vouched';
}

function same(one: Account, other: Account | null): boolean {
  return other !== null && accountKey(one) === accountKey(other);
}
