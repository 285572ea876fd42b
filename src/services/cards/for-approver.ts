import type { Access, BasisFacts } from '../../domain/access.ts';
import { openAsk } from '../../domain/access.ts';
import { endsTooSoon } from '../../domain/ends-too-soon.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import type { Block, Button, Message } from '../../domain/message.ts';
import { timeZoneOf } from '../identity/time-zone.ts';
import { namesIn } from '../names.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import type { Names } from '../../words/names.ts';
import { words } from '../../words/index.ts';

const minute = 60_000;

/** What its reader's own card says beside what all cards say. */
export interface ReaderParts {
  /** What gives them the right to decide. */
  readonly basis: BasisFacts;
  readonly names: Names;
  /** In ms. */
  readonly now: number;
  /** Their time zone, an IANA name: for the moment on a button, which a chat can't draw in local time. */
  readonly zone: string;
}

/**
 * The card of a request as somebody reads it who may decide: why they may, and, where that ends before what was asked for
 * would, a button that approves until then in place of one that would promise more. Pure.
 */
export function forApprover(card: Message, access: Access, { basis, names, now, zone }: ReaderParts): Message {
  const ask = openAsk(access);
  if (ask === null) return card;
  const last = card.blocks.length - 1;
  const soon = endsTooSoon(ask, access.entitlement, basis, now);
  // As it can be typed, and never longer than they have it.
  const until = soon === null ? null : Math.floor(soon / minute) * minute;
  const isOffered = until !== null && until > now;
  const notes: Block[] = [
    { kind: 'note', text: words.approver.mayDecide(basis, names) },
    ...(isOffered ? [{ kind: 'note' as const, text: words.approver.endsForYou(until) }] : []),
  ];
  return {
    ...card,
    blocks: [...card.blocks.slice(0, last), ...notes, ...card.blocks.slice(last)],
    ...(isOffered && { buttons: (card.buttons ?? []).map((one) => (isApprove(one) ? untilThen(one, until) : one)) }),
  };

  function untilThen(approve: Button, at: number): Button {
    const duration = `until ${new Date(at).toISOString().slice(0, 16)}Z`;
    return { ...approve, label: words.approver.approveUntil(at, zone, now), args: { ...approve.args, duration } };
  }
}

function isApprove({ command, form }: Button): boolean {
  return command === 'approve' && form === undefined;
}

/** Makes a card its reader's own. What gives them the right is looked up where it isn't known, or ends. */
export function createForApprover(
  deps: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  authority: Pick<Authority, 'of'>,
) {
  const { store, directory, clock } = deps;

  /** `known`: a basis of theirs that was found just now. The same card where they may no longer decide. */
  return async function personal(
    card: Message,
    access: Access,
    reader: { readonly id: PersonId; readonly user: Pick<Account, 'platform' | 'user'> },
    known: BasisFacts | null,
  ): Promise<Message> {
    const basis = known?.until === null ? known : await basisOf(reader.id, access);
    if (basis === null) return card;
    const zone = basis.until === null ? directory.catalogue.defaults.timeZone : await zoneOf(reader);
    return forApprover(card, access, { basis, names: namesIn(directory), now: clock.now(), zone });
  };

  async function basisOf(id: PersonId, { entitlement }: Access): Promise<BasisFacts | null> {
    const person = await store.people.byId(id);
    return person && authority.of(person, entitlement);
  }

  async function zoneOf({ id, user }: { readonly id: PersonId; readonly user: Pick<Account, 'platform' | 'user'> }) {
    const person = await store.people.byId(id);
    const bound = person?.accounts.find(
      ({ account }) => account.platform === user.platform && account.user === user.user,
    );
    return bound === undefined ? directory.catalogue.defaults.timeZone : timeZoneOf(bound.account, deps);
  }
}

export type ForApprover = ReturnType<typeof createForApprover>;
