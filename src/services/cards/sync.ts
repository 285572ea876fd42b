import type { Access, BasisFacts } from '../../domain/access.ts';
import { currentStage, startAsk, openAsk } from '../../domain/access.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { TryLater } from '../../ports/queue.ts';
import type { StoredAccess } from '../../ports/access.ts';
import type { CardRecord } from '../../ports/messages.ts';
import type { FindAccessRoles } from './roles.ts';
import type { FindTickets } from './tickets.ts';
import type { Approver, FindApprovers } from '../authority/approvers.ts';
import { cardMessage } from './message.ts';
import type { ForApprover } from './for-approver.ts';
import type { Changes } from './change.ts';
import { noChange } from './change.ts';
import type { Deps } from '../deps.ts';
import type { OpenDirect } from '../notify/direct-channel.ts';
import { everyOne } from '../every-one.ts';
import type { Introduce } from '../identity/introduce.ts';
import { namesIn } from '../names.ts';
import { forChannels, forReader } from '../reader.ts';
import { currentLanguage } from '../../words/index.ts';
import type { Language } from '../../words/index.ts';
import { whoDecides } from './who-decides.ts';
import type { Notify } from '../notify/notify.ts';
import type { SendOnce } from '../notify/send-once.ts';

/** Direct cards for one ask: beyond that the channel's card has to do. */
const mostDirect = 20;
/** How long a card that was never shown is still posted after its access was closed, in ms. */
const closedWantedMs = 86_400_000;
/** How long an access that was read is drawn as it was, in ms. */
const freshMs = 500;

/** A card as all its readers see it, and the access that it shows. */
interface Drawn {
  readonly message: Message;
  readonly access: Access;
  readonly revision: number;
}

/** An access whose cards are brought up to date together. */
interface View {
  readonly stored: StoredAccess;
  /** Its cards, read once. */
  readonly cards: () => Promise<readonly CardRecord[]>;
  /** In the language of the surrounding call; drawn once for each language. */
  readonly drawn: () => Promise<Drawn>;
}

/**
 * Brings the cards of an access to what the access is now. `sync`: the channels' cards, and direct ones that are there;
 * looks nobody up. `direct`: makes direct cards for those who could decide.
 */
export function createCards(
  { store, directory, chats, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  parts: {
    readonly approvers: FindApprovers;
    readonly changes: Changes;
    readonly accessRoles: Pick<FindAccessRoles, 'of'>;
    readonly ticketsOf: FindTickets;
    readonly introduce: Introduce;
    readonly sendOnce: SendOnce;
    readonly openDirect: OpenDirect;
    readonly notify: Pick<Notify, 'stuck'>;
    readonly personal: ForApprover;
  },
) {
  return {
    /** The cards of an access as it was just read: what both need is read and drawn once. */
    at(stored: StoredAccess) {
      const view: View = { stored, cards: once(() => cardsOf(stored.access.id)), drawn: drawing(stored) };
      return { sync: () => sync(view), direct: () => direct(view) };
    },
  };

  async function sync({ stored, cards: known, drawn }: View): Promise<void> {
    const ask = startAsk(stored.access);
    if (!ask) return;
    const cards = new Map((await known()).map((card) => [card.id, card]));
    for (const [platform, channel] of Object.entries(directory.catalogue.channels.approvals)) {
      if (!chats.has(platform)) continue;
      const card = record(stored.access, ask.id, platform, channel, null);
      if (!cards.has(card.id)) cards.set(card.id, card);
    }
    const outdated = [...cards.values()].filter(
      (card) => isWanted(card, stored.access) && (card.ref === null ? isOurs(card) : card.shown < stored.revision),
    );
    await everyOne(outdated, async (card) => {
      if (card.failed !== null) await store.cards.reopen(card.id);
      await show({ ...card, failed: null }, drawn);
    });
  }

  /** A card for each of those who could decide, as far as they can be looked up now; the rest are met later. */
  async function direct(view: View): Promise<void> {
    const { access } = view.stored;
    const ask = openAsk(access);
    if (!ask) return;
    const existing = await view.cards();
    const missing = currentStage(ask)?.missing ?? 0;
    const { able, retryAt } = await parts.approvers(access, Math.max(mostDirect, missing));
    const reached = new Set<PersonId>();
    const failures: unknown[] = [];
    const room = mostDirect - existing.filter((card) => card.kind === 'direct' && card.failed === null).length;
    const known = new Set(existing.flatMap((card) => (card.kind === 'direct' && card.ref ? [card.person] : [])));
    for (const { person } of able) if (known.has(person.id)) reached.add(person.id);
    const fresh = able.filter(({ person }) => !known.has(person.id));
    await Promise.all(
      fresh.slice(0, Math.max(0, room)).map(async (approver) => {
        try {
          if (await cardTo(approver, view, ask.id, existing)) reached.add(approver.person.id);
        } catch (error) {
          failures.push(error);
          reached.add(approver.person.id);
        }
      }),
    );
    const canDecide = able.filter((one) => reached.has(one.person.id) || seesChannel(one));
    if (canDecide.length < missing && retryAt === null) await parts.notify.stuck(access, canDecide.length, missing);
    if (failures.length > 0) await everyOne(failures, (error) => Promise.reject(error as Error));
    if (retryAt !== null) {
      throw new TryLater('some approvers can’t be looked up now', Math.max(1_000, retryAt - clock.now()));
    }
  }

  /** One card a person, whatever accounts they have: the chat that was asked in comes first. False: none takes one. */
  async function cardTo(
    { person, accounts, basis }: Approver,
    { stored: { access }, drawn }: View,
    ask: string,
    existing: readonly CardRecord[],
  ): Promise<boolean> {
    const asked = access.events.findLast((event) => event.event === 'requested')?.via;
    const sorted = [...accounts].sort((a, b) => Number(b.platform === asked) - Number(a.platform === asked));
    for (const account of sorted) {
      const wanted = record(access, ask, account.platform, '', person.id, account);
      let card = existing.find(({ id }) => id === wanted.id);
      if (!card) {
        const channel = await parts.openDirect(account);
        if (channel === null) continue;
        card = { ...wanted, channel };
      }
      if (card.failed === null && (card.ref !== null || (await show(card, drawn, basis)))) return true;
    }
    return false;
  }

  /** `basis`: by what the reader of a direct card may decide, where that was found just now. */
  function show(card: CardRecord, drawn: View['drawn'], basis: BasisFacts | null = null): Promise<boolean> {
    const user = readerOf(card);
    const draw = async () => {
      const { message, access, revision } = await drawn();
      const showsEmail = card.kind === 'direct' || (chats.get(card.platform)?.showsEmails ?? false);
      const own =
        user === null || card.person === null || access.state !== 'requested'
          ? message
          : await parts.personal(message, access, { id: card.person, user: { platform: card.platform, user } }, basis);
      return { ...(await parts.introduce(own, card.platform, showsEmail)), shown: revision };
    };
    return parts.sendOnce(card, () =>
      user === null ? forChannels({ directory }, draw) : forReader({ chats }, { platform: card.platform, user }, draw),
    );
  }

  /**
   * The card as it is at sending time, drawn once for all that are sent together. Whoever waited before sending reads the
   * access again; that a card which was posted meanwhile is newer is found by its revision.
   */
  function drawing(read: StoredAccess): View['drawn'] {
    let stored = read;
    let readAt = clock.now();
    const drawnOf = (one: StoredAccess) => forEachLanguage(() => draw(one));
    let drawn = drawnOf(stored);
    /** Read once for all that waited. */
    let refreshed = Promise.resolve();
    async function refresh(): Promise<void> {
      const now = (await store.accesses.byId(stored.access.id)) ?? stored;
      if (now.revision !== stored.revision) drawn = drawnOf(now);
      stored = now;
    }
    return async () => {
      if (clock.now() - readAt > freshMs) {
        readAt = clock.now();
        refreshed = refresh();
      }
      await refreshed.catch((error: unknown) => {
        readAt = 0;
        throw error;
      });
      return drawn();
    };
  }

  async function draw(now: StoredAccess): Promise<Drawn> {
    const { access } = now;
    const names = namesIn(directory);
    const message = cardMessage(access, {
      change: access.state === 'requested' ? await parts.changes(access) : noChange,
      roles: await parts.accessRoles.of(now),
      names,
      deciders: whoDecides(access, directory, names),
      tickets: await parts.ticketsOf(access.id),
    });
    return { message, access, revision: now.revision };
  }

  async function cardsOf(id: string): Promise<readonly CardRecord[]> {
    return (await store.cards.ofAccess(id)).filter((card) => card.kind === 'approval' || card.kind === 'direct');
  }

  /** Whether it is still worth sending or editing. */
  function isWanted(card: CardRecord, access: Access): boolean {
    if (card.kind === 'direct') return card.failed === null;
    const isNamed = directory.catalogue.channels.approvals[card.platform] === card.channel;
    if (card.failed !== null && !isNamed) return false;
    if (card.ref !== null) return true;
    const last = access.events.at(-1)?.at ?? 0;
    return isNamed && (openAsk(access) !== null || clock.now() - last < closedWantedMs);
  }

  function seesChannel({ accounts }: Approver): boolean {
    const { approvals } = directory.catalogue.channels;
    return accounts.some(({ platform }) => chats.has(platform) && approvals[platform] !== undefined);
  }
}

/** A direct card that isn't there is `direct`'s to post, unless it may have been posted, or was and is gone. */
function isOurs({ kind, attemptedAt, again = [] }: CardRecord): boolean {
  return kind === 'approval' || attemptedAt !== null || again.length > 0;
}

/** Does it when it is first asked for, and gives the same answer from then on; what failed is done again. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= work().catch((error: unknown) => {
      answer = null;
      throw error;
    });
    return answer;
  };
}

/** The same for each language apart. */
function forEachLanguage<T>(work: () => Promise<T>): () => Promise<T> {
  const made = new Map<Language, () => Promise<T>>();
  return () => {
    const language = currentLanguage();
    const known = made.get(language) ?? once(work);
    made.set(language, known);
    return known();
  };
}

/** The user whose direct card it is; null: it stands in a channel. */
function readerOf({ id, kind }: CardRecord): string | null {
  return kind === 'direct' ? id.slice(id.lastIndexOf(directTo) + directTo.length) : null;
}

/** Before the user's id in the id of a direct card. */
const directTo = '-to-';

export type Cards = ReturnType<typeof createCards>;

function record(
  access: Access,
  ask: string,
  platform: string,
  channel: string,
  person: PersonId | null,
  account?: Account,
): CardRecord {
  return {
    id: account
      ? `card-${access.id}-${ask}-${platform}${directTo}${account.user}`
      : `card-${access.id}-${ask}-${platform}-${channel}`,
    kind: person === null ? 'approval' : 'direct',
    platform,
    channel,
    access: access.id,
    ask,
    from: null,
    to: null,
    person,
    ref: null,
    shown: 0,
    attemptedAt: null,
    failed: null,
  };
}
