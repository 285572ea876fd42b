import type { Access, Ask, AskingSystem } from '../../domain/access.ts';
import { systemsOf } from '../../domain/askers.ts';
import { askToDecide, standingApprovals, startAsk } from '../../domain/access.ts';
import type { AccessCommand, Facts } from '../../domain/decide/index.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { PersonId, PersonRef, Via } from '../../domain/identity.ts';
import { system } from '../../domain/identity.ts';
import type { Reason } from '../../domain/reason.ts';
import { reason } from '../../domain/reason.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { refusals } from '../../domain/refusals.ts';
import type { TypedText } from '../../domain/events/index.ts';
import { ChatUnavailable } from '../../ports/chat.ts';
import type { Person } from '../../ports/people.ts';
import { accountsAt } from '../identity/address.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import type { Humans } from '../authority/humans.ts';
import { addressesOf, isStillThere } from '../identity/identify.ts';
import type { Identified, Identify, Identity } from '../identity/identify.ts';
import { ownersBySystem } from '../identity/system-owners.ts';
import type { Entries } from '../identity/entries.ts';
import { needOf } from './need.ts';
import type { Obstacles } from './obstacle.ts';
import { createOpenAccesses } from '../authority/open-accesses.ts';
import type { OpenOf } from '../authority/open-accesses.ts';
import { createTiming } from '../authority/vote-timing.ts';

/** One command as it comes to the decision: who, about whom and what, heard when. */
export interface Order {
  readonly id: string;
  readonly command: AccessCommand;
  /** Null: Latchkey itself. */
  readonly actor: Identified | null;
  readonly subject: PersonRef;
  readonly entitlement: Entitlement;
  /** For a new access: what its id derives from. */
  readonly delivery: string;
  readonly heardAt: number;
  readonly text: TypedText | null;
  readonly via: Via;
  readonly because?: readonly Reason[];
  /** On the command line: who the operating system says it was. */
  readonly claimed?: string;
  /** Whether a request that it makes counts toward the budgets of whoever makes it. */
  readonly isCharged?: boolean;
  /** Where Latchkey acts for another system: how that stands in the record. */
  readonly origin?: PersonRef;
  /** For a request: the system that asks. */
  readonly system?: AskingSystem;
}

/** What Latchkey itself does about an access, because a time has come or an approval is complete. */
export function ownOrder(access: Access, command: AccessCommand, id: string, now: number): Order {
  const { person: subject, entitlement } = access;
  return { id, command, actor: null, subject, entitlement, delivery: id, heardAt: now, text: null, via: 'clock' };
}

/** The clock says look; the same state is looked at once. */
export function lookOrder(access: Access, now: number): Order {
  return ownOrder(access, { name: 'look' }, `look/${access.id}/${access.version}`, now);
}

/** Loads what a decision rests on, anew at every decision. */
export function createFacts(
  { store, directory, chats, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  authority: Authority,
  {
    obstacles: { obstacle, untouched },
    identify,
    humans,
    entries,
  }: {
    readonly obstacles: Obstacles;
    readonly identify: Identify;
    readonly humans: Humans;
    readonly entries: Pick<Entries, 'isNewer'>;
  },
) {
  const timing = createTiming({ store, directory }, authority, entries);

  /** `subjects`: what the subject has open, where that was just read. */
  return async function facts(order: Order, access: Access | null, subjects?: readonly Access[]): Promise<Facts> {
    const { command, actor, subject, entitlement } = order;
    const person = actor ? await store.people.byId(actor.person.id) : null;
    const ask = access === null ? null : 'card' in command ? askToDecide(access, command.card.ask) : startAsk(access);
    const isAsk = command.name === 'request' || command.name === 'grant';
    const isStart = command.name === 'start';
    const isChecked = isStart || command.name === 'recheck';
    const inside = isChecked && access ? await insideNow(access) : new Map<PersonId, Identity>();
    // Read after everybody was looked up in a chat: that can take long.
    const held = createOpenAccesses({ store }, subjects && new Map([[subject.id, subjects]]));
    if (isChecked && entitlement.kind !== 'console') await held.together([subject.id, ...inside.keys()]);
    const owners = await ownersBySystem(store, ask === null ? [] : systemsOf(ask));
    const ownerIds = owners.map(({ person: owner }) => owner);
    const newlyIn =
      (isAsk || isStart) && directory.declares(entitlement)
        ? directory.newlyIn(entitlement, await rolesForGood(subject, entitlement, held.of))
        : [];
    const rule = !directory.declares(entitlement)
      ? null
      : isAsk
        ? directory.rule(entitlement, newlyIn)
        : isStart
          ? directory.groupsRule(entitlement, without(newlyIn, ask?.newlyIn))
          : null;
    const stages = (isAsk ? rule?.stages : ask?.stages) ?? [];
    const basis = person ? await authorityOf(person, order, access, held.of) : null;
    const isVote = command.name === 'approve' && access !== null && ask !== null && person !== null;
    return {
      now: clock.now(),
      command: order.id,
      heardAt: order.heardAt,
      via: order.via,
      text: order.text,
      actor: actor?.person ?? order.origin ?? system,
      actorAccount: actor?.account ?? null,
      bySystem: actor === null,
      actorIsLatchkeyAdministrator: actor ? directory.isLatchkeyAdministrator(actor.emails) : false,
      subject,
      entitlement,
      configuration: directory.catalogue.hash,
      humans: await humans.concerning(command, entitlement, actor?.person.id ?? null, subject.id, ask, ownerIds),
      systemOwners: owners,
      ...(order.system !== undefined && { system: order.system }),
      ...(command.name === 'deny' && command.instead !== undefined && { wouldDo: await wouldDo(order, ask, held.of) }),
      actorKnownInTime: !isVote || timing.wasKnown(person, access, ask),
      authorityInTime: !isVote || (await timing.hadAuthority(person, basis, { access, ask, openOf: held.of })),
      authority: basis,
      qualifies: person ? await Promise.all(stages.map((stage) => authority.qualifies(person, stage.of, held.of))) : [],
      rule,
      newlyIn,
      ...(isAsk && { roleHolders: await authority.roleHolders(entitlement) }),
      apart: isAsk ? await humans.declaredApart() : [],
      obstacle:
        isAsk || isStart
          ? await obstacle(subject, entitlement)
          : command.name === 'revoke'
            ? await untouched(subject, entitlement)
            : null,
      implicit: await isImplicit(subject, entitlement),
      approvers: isChecked && access ? await approversNow(access, inside, held.of) : new Map(),
      fenceAt: isStart ? await store.accesses.fenceAt(subject.id, entitlementKey(entitlement)) : null,
      ...(isStart &&
        ask?.from !== undefined && { giver: (await store.accesses.byId(ask.from.access))?.access ?? null }),
      subjectGone: isStart ? await gone(subject) : null,
      because: order.because ?? [],
      ...(order.claimed !== undefined && { claimed: order.claimed }),
    };
  };

  /**
   * The giver's authority, where it can matter: asking and giving back need none, and nobody's word about their own (A4)
   * waits for a chat that could tell of a role.
   */
  async function authorityOf(
    person: Person,
    { command, subject, entitlement }: Order,
    access: Access | null,
    openOf: OpenOf,
  ) {
    if (needNone.includes(command.name)) return null;
    try {
      return await authority.of(person, entitlement, { fresh: true, openOf });
    } catch (error) {
      const subjects = person.id === subject.id;
      const asker = access?.asks.some((ask) => ask.by.id === person.id) ?? false;
      const free =
        command.name === 'deny' || command.name === 'cancel'
          ? subjects || asker
          : command.name === 'revoke' && subjects;
      if (free && error instanceof ChatUnavailable) return null;
      throw error;
    }
  }

  /**
   * The roles that the person has without end. One that ends is newly given by whatever outlasts it, so the rules of its
   * groups bind anew (R7): two hours of a guarded group are no way around its rule.
   */
  async function rolesForGood({ id }: PersonRef, entitlement: Entitlement, openOf: OpenOf): Promise<readonly string[]> {
    if (entitlement.kind !== 'role') return [];
    return (await openOf(id)).flatMap(({ state, until, distrust, entitlement: held }) =>
      distrust === undefined &&
      state === 'active' &&
      until === null &&
      held.kind === 'role' &&
      held.instance === entitlement.instance
        ? [held.role]
        : [],
    );
  }

  /** The roles that would do for what it's needed for, by what the person has now. */
  async function wouldDo({ subject, entitlement }: Order, ask: Ask | null, openOf: OpenOf): Promise<readonly string[]> {
    const policy = entitlement.kind === 'role' ? directory.policy(entitlement.instance) : null;
    if (ask === null || policy === null || entitlement.kind !== 'role') return [];
    const has = await authority.holdings(subject.id, entitlement.instance, openOf);
    return needOf(entitlement, ask, policy, has)?.smaller ?? [];
  }

  async function isImplicit(subject: PersonRef, entitlement: Entitlement): Promise<boolean> {
    if (entitlement.kind !== 'console') return false;
    const person = await store.people.byId(subject.id);
    const emails = person ? addressesOf(person) : [subject.label];
    return directory.isAdministratorOf(entitlement.product, emails);
  }

  /** Who the account of each approver is now; those of whom no account is known are left out. */
  async function insideNow(access: Access): Promise<ReadonlyMap<PersonId, Identity>> {
    const ask = startAsk(access);
    const found = new Map<PersonId, Identity>();
    for (const { person, account } of ask ? standingApprovals(ask) : []) {
      if (account) found.set(person.id, await identify(account, { fresh: true }));
    }
    return found;
  }

  /** A3: whether each approver still has authority, and is still inside, now. */
  async function approversNow(
    access: Access,
    insideOf: ReadonlyMap<PersonId, Identity>,
    openOf: OpenOf,
  ): Promise<Facts['approvers']> {
    const ask = startAsk(access);
    const found = new Map<PersonId, { basis: NonNullable<Facts['authority']> } | { void: Reason }>();
    for (const approval of ask ? standingApprovals(ask) : []) {
      const { person: who, account } = approval;
      const { label } = who;
      const inside = insideOf.get(who.id) ?? null;
      // Somebody who can't be judged now keeps what they said before (DESIGN §4).
      if (inside && !inside.ok && inside.unjudged !== true) {
        found.set(who.id, { void: reason('A3', 'approver-outside', { label, why: inside.refusal.args }) });
        continue;
      }
      const holder =
        inside?.ok === true ? inside.who.person.id : account && (await store.people.byAccount(account))?.person;
      if (account && holder !== who.id) {
        found.set(who.id, { void: reason('A3', 'approver-account-moved', { label }) });
        continue;
      }
      const person = await store.people.byId(who.id);
      const basis = person ? await authority.of(person, access.entitlement, { fresh: true, openOf }) : null;
      const stage = ask?.stages[approval.stage];
      const stillOf = person && stage ? await authority.qualifies(person, stage.of, openOf) : false;
      if (basis && stillOf) found.set(who.id, { basis });
      else found.set(who.id, { void: reason('A3', 'approver-without-authority', { label }) });
    }
    return found;
  }

  /**
   * Why the subject cannot be given anything now: every account that we know of them is outside, or, where we know none,
   * every one with their e-mail.
   */
  async function gone(subject: PersonRef): Promise<Refusal | null> {
    const person = await store.people.byId(subject.id);
    if (!person) return null;
    if (person.accounts.length === 0) return outside(subject, person.email);
    for (const { account } of person.accounts) {
      if (isStillThere(await identify(account, { fresh: true }))) return null;
    }
    return refusals.left(subject.label);
  }

  async function outside(subject: PersonRef, email: string | null): Promise<Refusal | null> {
    if (email === null) return null;
    let why: Refusal | null = null;
    for (const account of await accountsAt(email, chats)) {
      const identity = await identify(account, { fresh: true });
      if (identity.ok || isStillThere(identity)) return null;
      why = refusals.about(subject.label, identity.refusal);
    }
    return why;
  }
}

/** Commands that need no authority: asking, giving back, and the limits of a hand-over, which a Latchkey administrator orders. */
const needNone: readonly AccessCommand['name'][] = ['request', 'give-back', 'hand-over-limit', 'join', 'withdraw'];

/** The groups that nobody knew of when it was asked for; for asks of the first days, which say nothing of them: all. */
function without(groups: readonly string[], known: readonly string[] = []): readonly string[] {
  return groups.filter((group) => !known.includes(group));
}

export type GatherFacts = ReturnType<typeof createFacts>;
