import { refusal } from '../../domain/refusal.ts';
import { notYours } from '../said.ts';
import type { Refusal, Refused, Settled } from '../../domain/refusal.ts';
import type { Access } from '../../domain/access.ts';
import { isInForce, startAsk } from '../../domain/access.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey, isLimit } from '../../domain/entitlement.ts';
import { handOverRefusals } from '../../domain/hand-over-refusals.ts';
import type { PersonId, PersonRef } from '../../domain/identity.ts';
import { countAsOne } from '../../domain/one-human.ts';
import type { Deps } from '../deps.ts';
import type { Order } from '../access/facts.ts';
import type { Humans } from '../authority/humans.ts';
import type { Identified } from '../identity/identify.ts';
import { personRef } from '../identity/identify.ts';
import { accessId } from '../ids.ts';
import type { Journal } from '../audit/journal.ts';
import type { Notify } from '../notify/notify.ts';
import type { Perform } from '../access/handle-command.ts';
import { decidedMessage } from './decided-message.ts';
import { createHandOverClaim } from './hand-over-claim.ts';
import { inRecord, words } from '../../words/index.ts';
import { reason } from '../../domain/reason.ts';

/** Who would give, who would get, and what there is to hand over now. */
export interface HandOverPlan {
  readonly from: PersonRef;
  readonly to: PersonRef;
  /** Put on the new person first, at once (A6). */
  readonly limits: readonly Access[];
  /** Each becomes a request. */
  readonly accesses: readonly Access[];
}

/**
 * What one person holds, handed over to another by a Latchkey administrator (A6, A8): first the limits, at once; then one
 * ordinary request for each access, decided by those with authority over it. The administrator's word is no vote, the giver
 * and the receiver have none, and the giver keeps each access until it starts for the receiver.
 */
export function createHandOver(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: {
    readonly perform: Perform;
    readonly humans: Humans;
    readonly journal: Journal;
    readonly notify: Pick<Notify, 'administrators'>;
  },
) {
  const claims = createHandOverClaim({ store, clock }, parts.journal);
  return { plan, handOver };

  /** Whether this administrator may hand over from one to the other, and what there is. Changes nothing. */
  async function plan(
    from: PersonId,
    to: PersonId,
    actor: Identified,
  ): Promise<{ readonly ok: true; readonly plan: HandOverPlan } | Refused> {
    if (!directory.isLatchkeyAdministrator(actor.emails)) {
      return notYours(() => words.peopleAnswers.onlyAdministrators.handOver);
    }
    const people = await store.people.byIds([from, to]);
    const [giver, receiver] = [from, to].map((id) => people.find((person) => person.id === id));
    if (!giver || !receiver) return notYours(() => words.peopleAnswers.unknownPerson);
    if (from === to) return notYours(() => words.peopleAnswers.samePerson);
    const humans = await parts.humans.of([actor.person.id, from, to], null);
    const now = clock.now();
    if ([from, to].some((id) => countAsOne(humans, actor.person.id, id, now))) {
      return notYours(() => words.peopleAnswers.ownPair);
    }
    const open = await store.accesses.openOf(from);
    const doubted = open.find(({ entitlement, distrust }) => isLimit(entitlement) && distrust !== undefined);
    if (doubted) return stays(handOverRefusals.limitChanged(personRef(giver).label, doubted.entitlement));
    const held = open.filter((access) => isInForce(access, now));
    return {
      ok: true,
      plan: {
        from: personRef(giver),
        to: personRef(receiver),
        limits: held.filter(({ entitlement }) => isLimit(entitlement)),
        accesses: held.filter(({ entitlement }) => !isLimit(entitlement)),
      },
    };
  }

  /**
   * Hands over what was shown: the accesses and limits with the ids `shown`; others stay. Where a limit can't be put on the
   * receiver, nothing is handed over. `envelope.id` makes it happen once; run again, it goes on where it stopped.
   */
  async function handOver(
    from: PersonId,
    to: PersonId,
    shown: readonly string[],
    actor: Identified,
    envelope: Pick<Order, 'id' | 'heardAt' | 'via'>,
  ): Promise<Settled> {
    const planned = await plan(from, to, actor);
    if (!planned.ok) return planned;
    const { limits, ...both } = planned.plan;
    const later = limits.find(({ id }) => !shown.includes(id));
    if (later) return stays(handOverRefusals.limitSince(both.from.label, later.entitlement));
    const accesses = both.accesses.filter(({ id }) => shown.includes(id));
    if (limits.length + accesses.length === 0) return stays(handOverRefusals.nothingShown(both.from.label));
    for (const access of limits) {
      const why = await putLimit(access, both, actor, envelope);
      if (why !== null) return stays(handOverRefusals.limitNotPut(both.to.label, access.entitlement, why));
    }
    await record(both, actor, envelope);
    const requested: string[] = [];
    const left = both.accesses
      .filter(({ id }) => !shown.includes(id))
      .map(({ entitlement }) => words.peopleAnswers.notShown(words.entitlement(entitlement)));
    for (const access of accesses) {
      const why = await ask(access, both, actor, envelope);
      if (why === null) requested.push(words.entitlement(access.entitlement));
      else left.push(words.peopleAnswers.notHandedOver(words.entitlement(access.entitlement), why));
    }
    const texts = words.peopleAnswers;
    const given = limits.map((one) => words.entitlement(one.entitlement));
    const sentences = [
      ...(limits.length > 0 ? [texts.handedLimits(both.to.label, given)] : []),
      ...(requested.length > 0 ? [texts.handedRequests(both.from.label, both.to.label, requested)] : []),
      ...(left.length > 0 ? [texts.handedRest(left)] : []),
    ];
    return { ok: true, sentence: sentences.join(' ') };
  }

  /** Gives why not where it is refused. */
  async function putLimit(
    { id, person, entitlement, until }: Access,
    { to }: Pick<HandOverPlan, 'to'>,
    actor: Identified,
    envelope: Pick<Order, 'id' | 'heardAt' | 'via'>,
  ): Promise<Refusal | null> {
    const own = `${envelope.id}/${id}`;
    const command = { name: 'hand-over-limit', from: { person, access: id }, until } as const;
    const order = { ...envelope, id: own, delivery: own, command, actor, subject: to, entitlement, text: null };
    return (await parts.perform(order)).refusal;
  }

  /** One ordinary request on behalf of the receiver, for as long as is left; gives why not where it is refused. */
  async function ask(
    access: Access,
    { from, to }: Pick<HandOverPlan, 'from' | 'to'>,
    actor: Identified,
    envelope: Pick<Order, 'id' | 'heardAt' | 'via'>,
  ): Promise<string | null> {
    const { id, person, entitlement, until } = access;
    const waits = await waitsFor(id, entitlement);
    if (waits !== null && waits.id !== to.id) return words.refusal(handOverRefusals.waitsFor(waits.label).args);
    const own = `${envelope.id}/${id}`;
    const { tenant } = directory.catalogue;
    const wanted = { access, to, request: accessId(tenant, own, to.id, entitlement), command: own };
    const first = await claims.claim(wanted, actor);
    if (first !== null) return words.refusal(first.args);
    const durationMs = until === null ? null : until - clock.now();
    const hands = { by: actor.person.label, from: from.label, to: to.label };
    const performed = await parts.perform({
      ...envelope,
      id: own,
      delivery: own,
      command: { name: 'request', durationMs, from: { person, access: id } },
      actor,
      subject: to,
      entitlement,
      text: null,
      because: [reason('A6', 'hands-over', hands)],
    });
    if (performed.refusal !== null) await claims.release(wanted, actor);
    return performed.refusal && words.refusal(performed.refusal.args);
  }

  /** For whom this access waits to be handed over; null: nobody. */
  async function waitsFor(access: string, entitlement: Entitlement): Promise<PersonRef | null> {
    const open = await store.accesses.openUnder([entitlementKey(entitlement)]);
    const waits = open.find((one) => one.state !== 'active' && startAsk(one)?.from?.access === access);
    return waits?.person ?? null;
  }

  async function record(
    { from, to }: Pick<HandOverPlan, 'from' | 'to'>,
    { person, account }: Identified,
    { id }: Pick<Order, 'id'>,
  ): Promise<void> {
    const sentence = inRecord(() => words.peopleAnswers.handingOver(from.label, to.label));
    await parts.journal([
      {
        key: `hand-over/${id}`,
        event: 'person',
        actor: person,
        subject: from,
        facts: { what: 'handed-over', from: from.id, to: to.id, sentence },
        via: account.platform,
      },
    ]);
    const text = () => words.peopleAnswers.handOverNotice(person, from, to);
    await parts.notify.administrators(`hand-over-${id}`, () => decidedMessage(text()), [person.id, from.id, to.id]);
  }
}

export type HandOverService = ReturnType<typeof createHandOver>;

/** A decision that isn't theirs, or not now. */
function stays({ args }: Refusal): Refused {
  return { ok: false, refusal: refusal('not-yours', args) };
}
