import type { Access } from '../../domain/access.ts';
import { isOverdue } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import { evolve } from '../../domain/events/index.ts';
import { collectsRefusals, decide, isLimitedBy, isOvertaken, isRepeated, widens } from '../../domain/decide/index.ts';
import type { Facts } from '../../domain/decide/index.ts';
import { entitlementKey, isLimit } from '../../domain/entitlement.ts';
import { asReason } from '../../domain/reason.ts';
import type { Refusal, RefusalArgs, RefusalCode } from '../../domain/refusal.ts';
import { isRecorded, refusal } from '../../domain/refusal.ts';
import { refusals } from '../../domain/refusals.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import { timeRefusals } from '../../domain/vote-refusals.ts';
import { TryLater } from '../../ports/queue.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import { isFromTheFuture } from '../audit/problem.ts';
import type { RequestBudget } from './request-budget.ts';
import { isFree } from './request-budget.ts';
import type { Deps } from '../deps.ts';
import { effectsOf, startAfter } from '../effects-of.ts';
import type { GatherFacts, Order } from './facts.ts';
import { lookOrder, ownOrder } from './facts.ts';
import { accessId } from '../ids.ts';
import type { Journal } from '../audit/journal.ts';
import type { RefusedRecord } from './record-refusal.ts';
import { fenceKey } from '../audit/standing.ts';
import { recordedEvent } from '../in-english.ts';

/** What became of a command: the access as it stands, what it caused, and the refusal if it was one. */
export interface Performed {
  readonly access: Access | null;
  readonly events: readonly AccessEvent[];
  readonly refusal: Refusal | null;
  /** Seen before: this is its first outcome. */
  readonly again: boolean;
}

const maxTries = 25;
/** A request that is decided within this time (ms) after its receipt is before anything that its giver typed later. */
const overtakingMs = 1_000;
/** How many of a person's newest accesses are looked through for a command that comes again. */
const lookedBack = 50;

export interface PerformParts {
  readonly journal: Journal;
  readonly refused: Pick<RefusedRecord, 'of' | 'isKept' | 'count'>;
  readonly requestBudget: Pick<RequestBudget, 'take' | 'giveBack'>;
}

/**
 * Loads, decides and writes one command, exactly once in effect: one conditional write of state, events and outbox; on a
 * clash it loads and decides again; a command seen before answers its first outcome (DESIGN §4, _Once_).
 * `known` is the access where the command is about a certain one, loaded or by its id; else the open one of person and
 * entitlement counts. What is given is decided about as it is, and loaded again only on a clash; facts are gathered once for
 * each try.
 */
export function createPerform(
  { store, queue, directory, clock, log }: Pick<Deps, 'store' | 'queue' | 'directory' | 'clock' | 'log'>,
  facts: GatherFacts,
  { journal, refused, requestBudget }: PerformParts,
) {
  return perform;

  async function perform(order: Order, known: Access | string | null = null): Promise<Performed> {
    const key = entitlementKey(order.entitlement);
    const newId = accessId(directory.catalogue.tenant, order.delivery, order.subject.id, order.entitlement);
    let loaded = typeof known === 'string' ? null : known;
    let gathered = order.command.name === 'revoke' ? await fence(order, key) : null;
    for (let attempt = 0; attempt < maxTries; attempt++) {
      if (clock.isSure?.() === false && widens(order.command.name, order.entitlement)) {
        throw new StoreUnavailable("MongoDB's time is not known, so nothing is given until it is");
      }
      const found = known === null ? await madeAndOpen(order, newId, key) : null;
      const earlier = found && (found.made ?? (await changedBefore(order, key)));
      const before =
        earlier ?? loaded ?? (known === null ? await current(found?.open ?? null) : await byId(idOf(known)));
      loaded = null;
      if (before !== null && isDistrusted(before)) {
        const no = refusals.changedOutside();
        await record(order, no);
        return { access: before, events: [], refusal: no, again: false };
      }
      const first = before && (seen(before, order.id) ?? (earlier ? firstOutcome(before) : null));
      if (before && first) return { access: before, events: first, refusal: firstRefusal(first), again: true };
      const rests = gathered === null ? await facts(order, before, found?.all) : { ...gathered, now: clock.now() };
      gathered = null;
      const drafted = decide(before, order.command, rests);
      const decided = { events: drafted.events.map(recordedEvent), refusal: drafted.refusal };
      if (decided.events.length === 0) {
        if (decided.refusal && before === null) await record(order, decided.refusal);
        if (decided.refusal && before !== null) await count(order, before, decided.refusal);
        return { access: before, events: [], refusal: decided.refusal, again: false };
      }
      if (decided.refusal && !(await isKept(order, decided.refusal, decided.events))) {
        return { access: before, events: [], refusal: decided.refusal, again: false };
      }
      const creates = decided.events[0]?.n === 1;
      const over = creates ? ((await overtaken(order, key)) ?? (await charge(order, newId))) : null;
      if (over) return { access: before, events: [], refusal: over, again: false };
      const base = { id: creates ? newId : (before?.id ?? newId), tenant: directory.catalogue.tenant };
      const start = creates ? null : before;
      const evolved = decided.events.reduce<Access | null>((state, event) => evolve(state, event, base), start);
      if (evolved === null) throw new Error('events without an access');
      const after: Access = { ...evolved, version: (start?.version ?? 0) + 1 };
      const isTold = everyEndpoint(directory.catalogue).length > 0;
      const effects = effectsOf(start, after, decided.events, isTold);
      const saved = await store.accesses.save(start, after, decided.events, effects);
      if (saved === 'saved') {
        if (!(await startsAtOnce(start, after))) await wake(after);
        await uncharge(after, decided.events);
        return { access: after, events: decided.events, refusal: decided.refusal, again: false };
      }
      if (creates) await giveBack(order, newId);
      log.debug({ access: base.id, attempt, saved }, 'somebody wrote first: deciding again');
    }
    throw new TryLater(`too many writers at once about ${key}`, 500);
  }

  /**
   * An approval that completes its ask starts the access in the same job (DESIGN §4, _Cost_), which wakes the workers for both.
   * False: there is nothing to start, or it has to be tried again, by the outbox.
   */
  async function startsAtOnce(before: Access | null, after: Access): Promise<boolean> {
    const start = startAfter(before, after);
    if (start === null) return false;
    try {
      const { events, again } = await perform(ownOrder(after, { name: 'start' }, start, clock.now()), after);
      return events.length > 0 && !again;
    } catch (error) {
      log.info({ err: error, access: after.id }, 'An approved access is started by its outbox');
      return false;
    }
  }

  /** Somebody changed what is stored, or an event is void by its date (A9). */
  function isDistrusted({ distrust, events }: Access): boolean {
    return distrust !== undefined || events.some(({ at }) => isFromTheFuture(at, clock.now()));
  }

  /** A request that waited may have been overtaken by what its giver typed later, or typed again; one that comes at once wasn't. */
  async function overtaken({ command, actor, subject, heardAt }: Order, key: string): Promise<Refusal | null> {
    const isAsk = command.name === 'request' || command.name === 'grant';
    if (!isAsk || actor === null || clock.now() - heardAt < overtakingMs) return null;
    const theirs = await store.accesses.allOf(subject.id, lookedBack);
    if (isOvertaken(theirs, key, actor.person.id, heardAt)) return timeRefusals.overtaken();
    return isRepeated(theirs, key, actor.person.id, heardAt) ? timeRefusals.repeated() : null;
  }

  /** Charges a request to whoever makes it; the refusal if they've made too many. */
  async function charge({ isCharged, actor, subject, ...rest }: Order, access: string): Promise<Refusal | null> {
    const by = (actor?.person ?? rest.origin)?.id;
    if (isCharged !== true || by === undefined) return null;
    const { delivery, heardAt, entitlement } = rest;
    return requestBudget.take({ access, delivery, heardAt, by, subject: subject.id, entitlement });
  }

  /** Somebody wrote first, so that nothing may come of it. */
  async function giveBack({ isCharged, actor, origin }: Order, access: string): Promise<void> {
    const by = (actor?.person ?? origin)?.id;
    if (isCharged === true && by !== undefined) await requestBudget.giveBack(by, access);
  }

  /** A request that isn't charged any more. Where that can't be written, it counts until its hour is over. */
  async function uncharge({ id, asks }: Access, events: readonly AccessEvent[]): Promise<void> {
    const by = asks[0]?.by.id;
    if (by === undefined || !isFree(events, by)) return;
    await requestBudget.giveBack(by, id).catch((error: unknown) => {
      log.warn({ err: error, access: id }, 'A request that isn’t charged still counts for its hour');
    });
  }

  async function byId(id: string): Promise<Access | null> {
    return (await store.accesses.byId(id))?.access ?? null;
  }

  /** Of a role, everything that the person has open: the facts of such a request need it as well. */
  async function madeAndOpen({ subject, entitlement }: Order, newId: string, key: string) {
    const isAll = entitlement.kind === 'role';
    const { made, open } = await store.accesses.madeAndOpen(newId, subject.id, isAll ? null : key);
    const own = open.find((one) => entitlementKey(one.entitlement) === key) ?? null;
    // What is over is ended before anything is decided: then the facts read again.
    const isLeft = own !== null && isOverdue(own, clock.now());
    return { made, open: own, ...(isAll && !isLeft && { all: open }) };
  }

  /**
   * The access that this very command changed before (one that it made is found by its id): what it did may be over since, and
   * another access may stand open in its place, which it does not touch. A delivery that names a person twice makes one
   * access as well.
   */
  async function changedBefore(order: Order, key: string): Promise<Access | null> {
    if (order.command.name === 'request' || order.command.name === 'grant') return null;
    const theirs = await store.accesses.allOf(order.subject.id, lookedBack);
    return theirs.find((one) => entitlementKey(one.entitlement) === key && seen(one, order.id) !== null) ?? null;
  }

  /** The open access, unless its time is over. */
  async function current(open: Access | null): Promise<Access | null> {
    return open !== null && !isDistrusted(open) && isOverdue(open, clock.now()) ? over(open) : open;
  }

  /** The time decides, not the state: what is over makes room at once, whenever its timer looks. */
  async function over(open: Access): Promise<null> {
    await perform(lookOrder(open, clock.now()), open);
    return null;
  }

  /**
   * A revocation is heard before anything else is looked at, by whoever may revoke (DESIGN §4, _Across documents_). Answers
   * its facts, of which nothing rests on the access: that is loaded afterwards, so that what started until then ends as well.
   */
  async function fence(order: Order, key: string): Promise<Facts> {
    const known = await facts(order, null);
    if (isLimitedBy(known) || (known.bySystem && isLimit(order.entitlement))) return known;
    const own = order.actor?.person.id === order.subject.id;
    if (known.authority === null && !known.bySystem && !own) return known;
    await store.accesses.fence(order.subject.id, key, order.heardAt);
    await journal([
      {
        key: fenceKey(order.subject.id, key, order.heardAt),
        event: 'fence',
        actor: order.actor?.person ?? null,
        subject: order.subject,
        entitlement: order.entitlement,
        facts: { heardAt: order.heardAt },
        via: order.via,
      },
    ]);
    return known;
  }

  /** A refusal about no access is the tenant's to remember. */
  async function record(order: Order, no: Refusal): Promise<void> {
    const { id, heardAt, subject, entitlement, text, via } = order;
    const asked = order.command.name;
    await refused.of(order.actor?.person ?? order.origin?.label ?? null, {
      ...{ id, heardAt, refusal: no, subject, entitlement, text, via },
      facts: { asked },
    });
  }

  /** A refusal about an access whose record is full is counted. */
  async function count({ actor, id }: Order, access: Access, no: Refusal): Promise<void> {
    if (actor !== null && isRecorded(no.code) && collectsRefusals(access)) await refused.count(actor.person, id);
  }

  /**
   * Whether a refusal is still recorded on its access, or was one too many of this person within the hour. A vote that came
   * too late always is: the requester may then request again.
   */
  async function isKept({ actor, id }: Order, no: Refusal, events: readonly AccessEvent[]): Promise<boolean> {
    if (actor === null || no.code === 'too-new' || events.some(({ event }) => event !== 'refused')) return true;
    return refused.isKept(actor.person, id);
  }

  /** Wakes the workers; when Redis does not answer the sweeper finds the outbox. */
  async function wake(access: Access): Promise<void> {
    await queue
      .effect({ name: 'outbox', access: access.id }, `outbox-${access.id}-${access.events.length}`)
      .catch((error: unknown) => {
        log.warn({ err: error, access: access.id }, 'the effects will be found by the sweeper');
      });
  }
}

export type Perform = ReturnType<typeof createPerform>;

function idOf(known: Access | string): string {
  return typeof known === 'string' ? known : known.id;
}

function seen(access: Access, command: string): readonly AccessEvent[] | null {
  const events = access.events.filter((event) => event.facts.command === command);
  return events.length > 0 ? events : null;
}

function firstOutcome(access: Access): readonly AccessEvent[] {
  return seen(access, access.events[0]?.facts.command ?? '') ?? [];
}

function firstRefusal(events: readonly AccessEvent[]): Refusal | null {
  for (const event of events) {
    if (event.event !== 'refused' || event.facts.sentence === undefined) continue;
    const { code, args, sentence } = event.facts;
    const said = (args ?? { name: 'said', sentence }) as RefusalArgs;
    return refusal(code as RefusalCode, said, event.because.map(asReason));
  }
  return null;
}
