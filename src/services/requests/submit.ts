import type { AskingSystem } from '../../domain/access.ts';
import type { Client } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Task, TaskCallback, TaskItem } from '../../domain/request/task.ts';
import { retryAfterSeconds } from '../../domain/budget-refusals.ts';
import { sha256 } from '../../lib/sha256.ts';
import { words } from '../../words/index.ts';
import type { Perform } from '../access/handle-command.ts';
import type { RequestBudget } from '../access/request-budget.ts';
import { personRef } from '../identity/identify.ts';
import type { Deps } from '../deps.ts';
import type { Entity } from '../decisions/entities.ts';
import type { NamedPeople } from '../inbound/named-person.ts';
import type { Choice } from './choose.ts';
import type { NoOffer, OfferOf } from './offers.ts';
import { clientRef } from './refs.ts';

/** One thing that is asked for, as it was evaluated. */
export interface WantedItem {
  readonly resource: Entity;
  readonly action: { readonly name: string };
  /** The key of an entitlement that the client wants instead of the first choice. */
  readonly named: string | null;
  /** When it’s to end, in ms. */
  readonly until: number | null;
  readonly isEmergency: boolean;
}

/** A submission whose shape, actors and denials were checked. */
export interface Submission {
  readonly client: Client;
  readonly key: string | null;
  readonly body: string;
  readonly base: string;
  readonly subject: Entity;
  readonly items: readonly WantedItem[];
  readonly isBundle: boolean;
  readonly justification: string | null;
  /** Who stands between the client and the person, the nearest first. */
  readonly actors: readonly string[];
  readonly link: string | null;
  readonly callback: TaskCallback | null;
  /** The evaluations that were denied, and until when (ms) their tokens are good. */
  readonly denials: readonly { readonly evaluation: string; readonly until: number }[];
}

export type Submitted =
  | { readonly ok: true; readonly task: Task }
  | {
      readonly ok: false;
      readonly why: NoOffer | 'other-body' | 'used-token' | 'over-budget' | 'refused';
      readonly sentence: string;
      /** When it’s worth sending it again, in seconds; only with `over-budget`. */
      readonly retryAfter?: number;
    };

/** One thing that is asked for, with what would give it. */
interface Wanted {
  readonly want: WantedItem;
  readonly choice: Choice;
}

/** How long a task is kept at first; looked at again then, in ms. */
const keptMs = 7 * 86_400_000;

/**
 * Makes requests of denials: one ordinary request for each item, or one asker more where it’s open already. What it does is the
 * same however often it’s done, so that a client that didn’t get the answer sends the same again.
 */
export function createSubmit(
  { store, clock, ids }: Pick<Deps, 'store' | 'clock' | 'ids'>,
  parts: {
    readonly offerOf: OfferOf;
    readonly perform: Perform;
    readonly requestBudget: Pick<RequestBudget, 'take'>;
    readonly people: Pick<NamedPeople, 'personOf'>;
    /** 32 hex digits that nobody can guess, unlike each other. */
    readonly secret: () => string;
  },
) {
  return { known, submit };

  /** What the client made with this key before; `body`: the digest of what it sends now. */
  async function known(client: Client, key: string, body: string): Promise<Task | 'other-body' | null> {
    const found = await store.requests.byKey(client.id, key);
    if (found === null) return null;
    if (found.body !== body) return 'other-body';
    // A process died over it: it’s done now.
    return isDone(found) ? found : null;
  }

  async function submit(wanted: Submission): Promise<Submitted> {
    const { client, subject, items } = wanted;
    const before = wanted.key === null ? null : await store.requests.byKey(client.id, wanted.key);
    if (before !== null && before.body !== wanted.body) return no('other-body', words.access.otherBody);
    const all: Wanted[] = [];
    let known: PersonRef | null = null;
    for (const want of items) {
      const { resource, action, named } = want;
      const offer = await parts.offerOf(client, { subject, action: action.name, resource }, named);
      if (typeof offer === 'string') return no(offer, whyNot[offer]());
      const { choice } = offer;
      if (choice === null) return no('unknown-entitlement', words.access.mustName);
      known ??= offer.subject;
      all.push({ want, choice });
    }
    const person = await personOf(subject, known, client);
    const task = before ?? (await begin(wanted, person, all));
    if (task.body !== wanted.body) return no('other-body', words.access.otherBody);
    for (const { evaluation, until } of wanted.denials) {
      if (await store.requests.spend(evaluation, task, until)) continue;
      await store.requests.drop(task);
      return no('used-token', words.access.usedToken);
    }
    const done: TaskItem[] = [];
    for (const [index, item] of task.items.entries()) {
      const one = all[index];
      if (one === undefined) throw new Error('An item without its offer');
      const asked = await ask(wanted, task, item, one, person);
      if ('access' in asked) done.push({ ...item, access: asked.access });
      else if (task.isBundle && (done.length > 0 || index < task.items.length - 1)) {
        done.push({ ...item, failure: words.refusal(asked.refusal.args) });
      } else return refuse(task, asked.refusal);
    }
    if (done.every(({ access }) => access === null)) return refuseAll(task, done);
    await store.requests.settle(task.id, done);
    return { ok: true, task: { ...task, items: done } };
  }

  async function refuse(task: Task, refusal: Refusal): Promise<Submitted> {
    await store.requests.drop(task);
    const sentence = words.refusal(refusal.args);
    if (refusal.code !== 'over-budget') return no('refused', sentence);
    return { ok: false, why: 'over-budget', sentence, retryAfter: retryAfterSeconds(refusal.args) };
  }

  async function refuseAll(task: Task, items: readonly TaskItem[]): Promise<Submitted> {
    await store.requests.drop(task);
    return no('refused', items[0]?.failure ?? words.access.none);
  }

  /** `known`: whom the offers are for; its `id` is empty where nobody is known by that address yet. */
  async function personOf({ type, id }: Entity, known: PersonRef | null, client: Client): Promise<PersonRef> {
    if (known !== null && known.id !== '') return known;
    if (type !== 'person') return parts.people.personOf(known?.label ?? id, clientRef(client), 'api');
    const found = await store.people.byId(id);
    if (found === null) throw new Error('Nobody is there who was a moment ago');
    return personRef(found);
  }

  function begin(wanted: Submission, person: PersonRef, all: readonly Wanted[]): Promise<Task> {
    const { client, key, body, base, isBundle, callback, denials } = wanted;
    const id = `arq_${parts.secret()}${parts.secret()}`;
    // Records are read by more people than its client: none of its ids stands there.
    const asker = sha256(id).slice(0, 24);
    const now = clock.now();
    return store.requests.begin({
      id,
      client: client.id,
      key,
      body,
      base,
      person: person.id,
      handle: parts.secret(),
      evaluations: denials.map(({ evaluation }) => evaluation),
      isBundle,
      items: all.map(({ want: { resource, action }, choice }, index) => ({
        resource,
        action,
        entitlement: entitlementKey(choice.entitlement),
        asker: `${asker}.${index}`,
        access: null,
        failure: null,
      })),
      callback,
      createdAt: now,
      keptUntil: now + keptMs,
    });
  }

  /** Asks for one item: an ordinary request, or one asker more of what somebody asked for before. */
  async function ask(
    { client, actors, link, justification, subject: { type } }: Submission,
    task: Task,
    { asker }: TaskItem,
    { want: { until, isEmergency, resource }, choice }: Wanted,
    subject: PersonRef,
  ): Promise<{ readonly access: string } | { readonly refusal: Refusal }> {
    const origin = clientRef(client);
    const { entitlement, action, more } = choice;
    const system: AskingSystem = {
      owners: client.owners,
      asker,
      ...(resource.type !== 'product' && type !== '' && { asked: { action, more } }),
      ...(actors.length > 0 && { actors }),
      ...(isEmergency && { emergency: true as const }),
      ...(link !== null && { link }),
    };
    const id = `api/${client.id}/${asker}`;
    const order = {
      id,
      actor: null,
      origin,
      system,
      subject,
      entitlement,
      delivery: id,
      heardAt: task.createdAt,
      text: justification === null ? null : { salt: ids.salt(), value: justification },
      via: 'api',
      isCharged: true,
    };
    const length = { durationMs: 'default' as const, ...(until !== null && { endsAt: until }) };
    const made = await parts.perform({ ...order, command: { name: 'request', ...length } });
    if (made.refusal === null && made.access !== null) return { access: made.access.id };
    if (made.refusal?.args.name !== 'already-open' || made.access === null) {
      if (made.refusal === null) throw new Error('A request without an access');
      return { refusal: made.refusal };
    }
    const { access } = made;
    const charge = {
      access: asker,
      delivery: id,
      heardAt: task.createdAt,
      by: origin.id,
      subject: subject.id,
      entitlement,
    };
    const over = await parts.requestBudget.take(charge);
    if (over !== null) return { refusal: over };
    const joined = await parts.perform({ ...order, id: `${id}/join`, command: { name: 'join', asker } }, access);
    return joined.refusal === null ? { access: access.id } : { refusal: joined.refusal };
  }
}

export type Submit = ReturnType<typeof createSubmit>;

const whyNot: Readonly<Record<NoOffer, () => string>> = {
  permitted: () => words.access.permitted,
  none: () => words.access.none,
  'unknown-entitlement': () => words.access.unknownEntitlement,
};

function no(why: Extract<Submitted, { ok: false }>['why'], sentence: string): Submitted {
  return { ok: false, why, sentence };
}

function isDone({ items }: Task): boolean {
  return items.every(({ access, failure }) => access !== null || failure !== null);
}
