import { startAsk } from '../../domain/access.ts';
import { ownersOf } from '../../domain/askers.ts';
import type { Client, Stage } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import { readAddress } from '../../lib/address.ts';
import type { Person } from '../../ports/people.ts';
import type { Obstacles } from '../access/obstacle.ts';
import { barredUntil } from '../access/barred.ts';
import type { Authority } from '../authority/authority.ts';
import type { Humans } from '../authority/humans.ts';
import { decideOn } from '../decisions/decide.ts';
import type { Evaluation } from '../decisions/entities.ts';
import { resourceOf } from '../decisions/scope.ts';
import type { StandingOf } from '../decisions/standings.ts';
import type { Deps } from '../deps.ts';
import { personRef } from '../identity/identify.ts';
import { systemOwners } from '../identity/system-owners.ts';
import type { NamedPeople } from '../inbound/named-person.ts';
import type { Choice } from './choose.ts';
import { choicesFor } from './choose.ts';
import { createCouldApprove, isGone } from './could-approve.ts';
import { clientRef } from './refs.ts';

/** What a denial can be turned into: a request for one of these. */
export interface Offer {
  /** `id` empty: nobody is known by that address yet. */
  readonly subject: PersonRef;
  /** What is asked for; null: the client has to name one, since each can define permissions. */
  readonly choice: Choice | null;
  /** Everything that the client may name instead, the choice first. */
  readonly choices: readonly Choice[];
}

/** Why there is no offer: it's permitted, it can't be requested, or what was named doesn't give it. */
export type NoOffer = 'permitted' | 'none' | 'unknown-entitlement';

/**
 * Whether a denial can be requested, and what for, by what is stored: nobody is looked up in a chat, and nothing is written
 * (DESIGN §8). Throws `StoreUnavailable` where MongoDB can't be asked.
 */
export function createOffers(
  deps: Pick<Deps, 'store' | 'directory' | 'clock'>,
  parts: {
    readonly standingOf: StandingOf;
    readonly obstacles: Obstacles;
    readonly authority: Pick<Authority, 'storedCandidates' | 'qualifies'>;
    readonly humans: Pick<Humans, 'of'>;
    readonly people: Pick<NamedPeople, 'isOurs'>;
  },
) {
  const { store, directory, clock } = deps;
  const couldApprove = createCouldApprove(deps, parts.authority, parts.humans);

  /** `named`: the key of an entitlement that the client wants instead of the first choice. */
  return async function offerOf(
    client: Client,
    { subject, action, resource }: Evaluation,
    named: string | null = null,
  ): Promise<Offer | NoOffer> {
    const found = resourceOf(resource, client, directory);
    if (found === null) return 'none';
    const standing = await parts.standingOf(subject);
    const decided = decideOn(found, action, standing, directory, clock.now());
    if (decided === null) return 'none';
    if (decided.answer.effect === 'allow') return 'permitted';
    const may = client.may.includes('administer');
    const all = choicesFor(found, action, standing, directory, clock.now());
    const choices = all.filter(({ isNamedOnly }) => may || !isNamedOnly);
    const choice =
      named === null
        ? choices.find(({ isNamedOnly }) => !isNamedOnly)
        : choices.find(({ entitlement }) => entitlementKey(entitlement).toLowerCase() === named.toLowerCase());
    const [first] = choices;
    if (first === undefined) return 'none';
    if (choice === undefined && named !== null) return 'unknown-entitlement';
    const person = await personOf(subject);
    if (person === null) return 'none';
    const chosen = choice ?? first;
    if (!(await isPossible(client, person, chosen.entitlement))) return 'none';
    const others = choices.filter((one) => one !== chosen);
    return { subject: person.ref, choice: choice ?? null, choices: [chosen, ...others] };
  };

  /** Who may be asked for: somebody who is known, or may become known by their address. */
  async function personOf({ type, id }: Evaluation['subject']): Promise<Known | null> {
    if (type === 'person') {
      const known = await store.people.byId(id);
      return known && { ref: personRef(known), known };
    }
    const email = type === 'user' ? readAddress(id) : null;
    if (email === null) return null;
    const known = await store.people.byEmail(email);
    if (known !== null) return { ref: personRef(known), known };
    return parts.people.isOurs(email) ? { ref: { id: '', label: email }, known: null } : null;
  }

  /** Nothing forbids it, and enough people could approve it under the rules in force. */
  async function isPossible(client: Client, { ref, known }: Known, entitlement: Entitlement): Promise<boolean> {
    if (known !== null && isGone(known)) return false;
    if ((await parts.obstacles.obstacle(ref, entitlement)) !== null) return false;
    const open = known === null ? [] : await store.accesses.openOf(known.id);
    const key = entitlementKey(entitlement);
    const own = open.find((access) => entitlementKey(access.entitlement) === key);
    if (own?.distrust !== undefined) return false;
    if (known !== null) {
      const { id } = known;
      const [fenceAt, barred] = await Promise.all([
        store.accesses.fenceAt(id, key),
        barredUntil({ store, clock }, clientRef(client).id, id, entitlement),
      ]);
      if ((fenceAt !== null && fenceAt > clock.now()) || barred !== null) return false;
    }
    if (own?.state === 'active') return true;
    // Whoever joins takes the vote from its owners, those of earlier askers have none: enough others have to be left.
    const ask = own === undefined ? null : startAsk(own);
    if (ask !== null) return isLeft(entitlement, ask.stages, [...client.owners, ...ownersOf(ask)], [ref, ask.by]);
    const held = open.flatMap(({ state, until, distrust, entitlement: one }) =>
      distrust === undefined &&
      state === 'active' &&
      until === null &&
      one.kind === 'role' &&
      entitlement.kind === 'role' &&
      one.instance === entitlement.instance
        ? [one.role]
        : [],
    );
    const { stages } = directory.rule(entitlement, directory.newlyIn(entitlement, held));
    return isLeft(entitlement, stages, client.owners, [ref]);
  }

  /** Whether enough could approve who neither run a system that asks nor are those whom it concerns. */
  async function isLeft(
    entitlement: Entitlement,
    stages: readonly Stage[],
    owners: readonly string[],
    concerned: readonly PersonRef[],
  ): Promise<boolean> {
    const persons = concerned.flatMap(({ id }) => (id === '' ? [] : [id]));
    return couldApprove(entitlement, stages, {
      persons: [...(await systemOwners(store, owners)), ...persons],
      addresses: [...owners, ...concerned.map(({ label }) => label)],
    });
  }
}

export type OfferOf = ReturnType<typeof createOffers>;

interface Known {
  readonly ref: PersonRef;
  readonly known: Person | null;
}
