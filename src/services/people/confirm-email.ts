import { notYours } from '../said.ts';
import type { Sentence } from '../said.ts';
import type { Settled } from '../../domain/refusal.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import type { WaitingPerson } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import type { HolderConsent } from './holder-consent.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Journal } from '../audit/journal.ts';
import { words } from '../../words/index.ts';

/** What a Latchkey administrator says of an account whose e-mail waits: whose account it is, or neither. */
export type Verdict = 'same' | 'other' | 'refuse';

/** What Latchkey administrators do about changed and taken e-mails (`/access people`). */
export function createPeopleAdmin(
  { store, directory, clock, ids }: Pick<Deps, 'store' | 'directory' | 'clock' | 'ids'>,
  journal: Journal,
  recordPeople: RecordPeople,
  linked: (account: Account) => Promise<void>,
  humans: Humans,
  consent: Pick<HolderConsent, 'lacking'>,
) {
  return async function settle(id: string, verdict: Verdict, actor: Identified, command: string): Promise<Settled> {
    if (!directory.isLatchkeyAdministrator(actor.emails)) {
      return notYours(() => words.peopleAnswers.onlyAdministrators.confirm);
    }
    const waiting = await store.people.waitingById(id);
    if (!waiting) return notYours(() => words.peopleAnswers.notPending);
    if (waiting.person === actor.person.id || accountKey(waiting.account) === accountKey(actor.account)) {
      return notYours(() => words.peopleAnswers.ownEmail);
    }
    const concerned = await concernedBy(waiting);
    const facts = await humans.of([actor.person.id, ...concerned], null);
    if (concerned.some((one) => countAsOne(facts, actor.person.id, one, clock.now()))) {
      return notYours(() => words.peopleAnswers.countsAsOne);
    }
    if (verdict === 'other' && waiting.how === 'vouched') {
      return notYours(() => words.peopleAnswers.onlyVouched(waiting.newEmail));
    }
    const note = (key: string, what: string) =>
      journal([
        {
          key: `${key}/${command}`,
          event: 'person',
          actor: actor.person,
          facts: { what, account: accountKey(waiting.account), from: waiting.oldEmail, to: waiting.newEmail },
          via: actor.account.platform,
        },
      ]);
    const why =
      verdict === 'same' ? ((await consent.lacking(waiting, { fresh: true })) ?? (await makeRoom(waiting))) : null;
    if (why !== null) return notYours(why);
    const replaced = verdict === 'same' ? await replacedBy(waiting) : [];
    const by = { actor: actor.person, via: actor.account.platform };
    const settled =
      verdict === 'other'
        ? await store.people.separate(id, ids.person(), clock.now(), by)
        : await store.people.settle(id, verdict === 'same', clock.now(), by);
    await recordPeople();
    if (!settled) {
      await note('outdone', 'outdone');
      return notYours(() => words.peopleAnswers.faster);
    }
    for (const account of [waiting.account, ...replaced]) await linked(account);
    return { ok: true, sentence: outcomeOf(waiting, verdict) };
  };

  /** Whose account it is or was, and whose address: nobody decides about themselves or whoever counts as one with them (A8). */
  async function concernedBy({ account, newEmail, person }: WaitingPerson): Promise<readonly PersonId[]> {
    return [...(person === null ? [] : [person]), ...(await humans.concernedBy(account, newEmail))];
  }

  /** The accounts that lose their person to the one that waits: what came with the person goes from them. */
  async function replacedBy({ account, newEmail }: WaitingPerson): Promise<readonly Account[]> {
    const { platform, workspace, user } = account;
    const had = (await store.people.byEmail(newEmail))?.accounts.map((one) => one.account) ?? [];
    return had.filter((one) => one.platform === platform && one.workspace === workspace && one.user !== user);
  }

  /**
   * A changed e-mail may stand for a person without an account, who was given something by it. Then the account goes to
   * that person, instead of the e-mail leaving them behind with what they hold; unless both hold something.
   */
  async function makeRoom(waiting: WaitingPerson): Promise<Sentence | null> {
    if (waiting.why !== 'changed') return null;
    const [owner, bound] = await Promise.all([
      store.people.byEmail(waiting.newEmail),
      store.people.byAccount(waiting.account),
    ]);
    if (!owner || owner.accounts.length > 0 || owner.id === bound?.person) return null;
    if ((await store.accesses.openOf(owner.id)).length === 0) return null;
    if (bound && (await store.accesses.openOf(bound.person)).length > 0) {
      return () => words.peopleAnswers.bothHold(waiting.newEmail, waiting.oldEmail ?? waiting.name);
    }
    await store.people.wait({ ...waiting, why: 'taken' });
    return null;
  }
}

export type SettlePerson = ReturnType<typeof createPeopleAdmin>;

/** What was decided. */
function outcomeOf({ name, newEmail }: WaitingPerson, verdict: Verdict): string {
  switch (verdict) {
    case 'same':
      return words.peopleAnswers.confirmed(newEmail, name);
    case 'other':
      return words.peopleAnswers.separated(newEmail, name);
    case 'refuse':
      return words.peopleAnswers.rejected(newEmail, name);
  }
}
