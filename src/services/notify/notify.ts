import type { Access } from '../../domain/access.ts';
import { openAsk } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Block, Message } from '../../domain/message.ts';
import { eventNoticeKey, eventNoticeOf } from '../../domain/notice-id.ts';
import { TryLater } from '../../ports/queue.ts';
import type { CardRecord, WaitingNotice } from '../../ports/messages.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import type { OpenDirect } from './direct-channel.ts';
import { createReach } from './reach.ts';
import { everyOne } from '../every-one.ts';
import type { Saying } from '../reader.ts';
import { forChannels, forReader, said } from '../reader.ts';
import { personRef } from '../identity/identify.ts';
import type { Introduce } from '../identity/introduce.ts';
import type { LookUps } from '../identity/look-ups.ts';
import { eventNotice, stuckNotice } from './messages.ts';
import { undeliveredNotice } from './undelivered-notice.ts';
import type { UndeliveredReport } from './undelivered-notice.ts';
import type { SendOnce } from './send-once.ts';
import type { ReportVoid } from './void-event.ts';
import { words } from '../../words/index.ts';

const dayMs = 86_400_000;
/** How long a notice is tried before it's shown with the person's next answer instead. */
const wantedMs = dayMs;
const firstPauseMs = 2_000;
const longestPauseMs = 60_000;
/** Notices delivered by one job, and shown with one answer. */
const batch = 50;
const mostShown = 3;
/** People whose undelivered notices are remembered, to be shown with their next answer. */
const mostLate = 1_000;

type Delivery = 'told' | 'nobody' | 'later';

/**
 * Direct messages from Latchkey to one person: there once, whatever is retried. What can't be delivered now is kept, tried
 * for 24 hours, and then shown with the person's next answer; nothing here throws for what a chat says.
 */
export function createNotify(
  { store, chats, directory, clock, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock' | 'log'>,
  parts: {
    readonly sendOnce: SendOnce;
    readonly openDirect: OpenDirect;
    readonly lookUps: LookUps;
    readonly introduce: Introduce;
    /** The roles of chats that come with an access: `the role X in CHAT`. */
    readonly accessRoles: { named(access: Access): Promise<readonly string[]> };
    readonly reportVoid: ReportVoid;
  },
) {
  const { accountsOf, administrator } = createReach({ store, chats }, parts.lookUps);
  /** Persons with undelivered notices, as last read. */
  let late: ReadonlySet<PersonId> = new Set();
  /** Reports given today by this process, so that a cause isn't looked up again and again. */
  const reported = new Set<string>();

  /** Tells a person where they can be reached: the platform they asked on first. Kept where that can't be done now. */
  async function tell(
    person: PersonId,
    key: string,
    saying: Saying,
    prefer: string | null = null,
    isReport = false,
  ): Promise<void> {
    const at = clock.now();
    const id = `${key}-${person}`;
    const wanted = { person, key, prefer, isReport };
    const { delivery, account } = await deliver(wanted, saying);
    if (delivery !== 'later') return;
    const message = account === null ? said(saying) : await forReader({ chats }, account, () => said(saying));
    await store.notices.keep({ ...wanted, id, message, at, nextAt: at + firstPauseMs, tries: 0 });
  }

  /** `account`: where it is going to be told, where it has to wait; null: nowhere yet. */
  async function deliver(
    { person, key, prefer, isReport }: Pick<WaitingNotice, 'person' | 'key' | 'prefer' | 'isReport'>,
    saying: Saying,
  ): Promise<{ readonly delivery: Delivery; readonly account: Account | null }> {
    const accounts = await accountsOf(person, prefer);
    if (accounts === 'later') return { delivery: 'later', account: null };
    const account = accounts[0] ?? null;
    return { delivery: await toAny(accounts, person, key, saying, isReport), account };
  }

  async function toAny(
    accounts: readonly Account[],
    person: PersonId,
    key: string,
    saying: Saying,
    isReport: boolean,
  ): Promise<Delivery> {
    let isLater = false;
    for (const account of accounts) {
      const outcome = await toAccount(account, person, key, saying, isReport);
      if (outcome === 'told') return 'told';
      if (outcome === 'nobody') continue;
      isLater = true;
      // What goes to one account only waits for it; a report takes whichever chat works.
      if (!isReport) return 'later';
    }
    return isLater ? 'later' : inChannel(person, key, saying, accounts[0]?.platform, isReport);
  }

  async function toAccount(
    account: Account,
    person: PersonId | null,
    key: string,
    saying: Saying,
    isReport: boolean,
  ): Promise<Delivery> {
    try {
      const channel = await parts.openDirect(account, { isReport });
      if (channel === null) return 'nobody';
      const card = notice(`${key}-${account.user}`, account.platform, channel, person);
      return await forReader({ chats }, account, () => send(card, said(saying), isReport, true));
    } catch (error) {
      if (error instanceof TryLater) return 'later';
      throw error;
    }
  }

  /** `showsEmail`: whoever reads it there may know the e-mails of those whom it names. */
  async function send(wanted: CardRecord, message: Message, isReport: boolean, showsEmail: boolean): Promise<Delivery> {
    // What was told before is claimed as it stands, and left as it is.
    const render = async () => ({ ...(await parts.introduce(message, wanted.platform, showsEmail)), shown: 0 });
    return (await parts.sendOnce(wanted, render, { isReport })) ? 'told' : 'nobody';
  }

  /** Whose direct messages are closed everywhere is told where the card stands that everybody concerned sees. */
  async function inChannel(
    person: PersonId,
    key: string,
    saying: Saying,
    platform: string | undefined,
    isReport: boolean,
  ): Promise<Delivery> {
    const channel = platform === undefined ? undefined : directory.catalogue.channels.approvals[platform];
    const stored = channel === undefined ? null : await store.people.byId(person);
    if (platform === undefined || channel === undefined || !stored) {
      log.info({ key }, 'Nobody to tell: the person has no open account here');
      return 'nobody';
    }
    const shown = forChannels({ directory }, () => inOpen(said(saying), stored));
    try {
      const showsEmail = chats.get(platform)?.showsEmails ?? false;
      return await send(notice(`${key}-in-${platform}`, platform, channel, person), shown, isReport, showsEmail);
    } catch (error) {
      if (error instanceof TryLater) return 'later';
      throw error;
    }
  }

  /** Edits what told a person of an event, from which text was erased since. */
  async function editEvent(card: CardRecord): Promise<void> {
    const about = eventNoticeOf(card.id);
    const access = about === null ? undefined : (await store.accesses.byId(about.access))?.access;
    const event = access?.events.find(({ n }) => n === about?.n);
    const person = card.person === null ? null : await store.people.byId(card.person);
    if (!about || !access || !event || !person) return;
    const roles = event.event === 'started' ? await parts.accessRoles.named(access) : [];
    const told = () => eventNotice(access, event, person.id, roles);
    const reader = person.accounts.find(({ account }) => account.platform === card.platform)?.account;
    const message = about.inChannel
      ? forChannels({ directory }, () => inOpen(told(), person))
      : reader === undefined
        ? told()
        : await forReader({ chats }, reader, told);
    const showsEmail = !about.inChannel || (chats.get(card.platform)?.showsEmails ?? false);
    const render = async () => ({
      ...(await parts.introduce(message, card.platform, showsEmail)),
      shown: card.shown + (card.erasures ?? 0),
    });
    await parts.sendOnce(card, render);
  }

  /** Tells the Latchkey administrators, except those in `but`. */
  async function administrators(
    key: string,
    message: Saying,
    but: readonly PersonId[] = [],
    isReport = false,
  ): Promise<void> {
    for (const email of directory.catalogue.latchkey.administrators.map(normalEmail)) {
      const person = await administrator(email);
      if (person && !but.includes(person.id)) await tell(person.id, key, message, null, isReport);
    }
  }

  /** Somebody else wrote it, and could make a person press what does something else than it says (A9). */
  async function drop({ id }: WaitingNotice): Promise<void> {
    const sentence = () => words.reports.untrustedNotice(id);
    await parts.reportVoid({ id: `notice/${id}`, access: null, why: 'not-ours', sentence });
    await store.notices.drop(id);
  }

  async function deliverAgain(waiting: WaitingNotice): Promise<void> {
    if (waiting.distrust !== undefined) return drop(waiting);
    const { delivery: outcome } = await deliver(waiting, waiting.message);
    if (outcome !== 'later') return store.notices.done(waiting.id);
    const now = clock.now();
    const pause = Math.min(longestPauseMs, firstPauseMs * 2 ** waiting.tries);
    await store.notices.postpone(waiting.id, now - waiting.at >= wantedMs ? null : now + pause);
  }

  return {
    /** Tells a person of an event that concerns them. */
    async event(access: Access, event: AccessEvent, person: PersonId): Promise<void> {
      const prefer = access.events.find((one) => one.event === 'requested')?.via;
      const roles = event.event === 'started' ? await parts.accessRoles.named(access) : [];
      await tell(person, eventNoticeKey(access.id, event.n), () => eventNotice(access, event, person, roles), prefer);
    },

    /** Edits what was told of an event, where text that it shows was erased. */
    editEvent,

    /** Nobody (distinct, reachable, other than the beneficiary) could approve: said at once, to who asked and the Latchkey administrators. */
    async stuck(access: Access, able: number, missing: number): Promise<void> {
      const ask = openAsk(access);
      if (!ask) return;
      const round = ask.decisions.filter((decision) => decision.void !== null).length;
      const key = `stuck-${access.id}-${ask.id}-${round}`;
      await tell(ask.by.id, key, () => stuckNotice(access, able, missing, true));
      await administrators(key, () => stuckNotice(access, able, missing, false), [ask.by.id]);
    },

    /**
     * A chat, one of its channels or one message is refused: said to the Latchkey administrators, once a day for each
     * cause, through whichever chat works. It causes no report itself.
     */
    async undelivered(report: UndeliveredReport): Promise<void> {
      const chat = chats.get(report.platform)?.name ?? report.platform;
      const what = report.isConnection === true ? 'connection' : 'chat';
      const about = report.channel ?? (report.shape === null ? what : 'message');
      const key = `undelivered-${report.platform}-${about}-${report.code}-${Math.floor(clock.now() / dayMs)}`;
      if (reported.has(key)) return;
      if (reported.size > 1_000) reported.clear();
      reported.add(key);
      await administrators(key, () => undeliveredNotice(chat, report), [], true);
    },

    /** Tries the notices that are due. */
    async deliverDue(): Promise<void> {
      const due = await store.notices.due(clock.now(), batch);
      await everyOne(due, deliverAgain);
    },

    /** Reads who has notices that couldn't be delivered; called often by every process that answers. */
    async refreshLate(): Promise<void> {
      late = new Set(await store.notices.late(mostLate));
    },

    isAnyLate: (): boolean => late.size > 0,

    /** What couldn't be delivered to a person before, to be shown with an answer. */
    async missed(person: PersonId): Promise<readonly WaitingNotice[]> {
      if (!late.has(person)) return [];
      const found = await store.notices.lateOf(person, mostShown);
      await everyOne(
        found.filter(({ distrust }) => distrust !== undefined),
        drop,
      );
      return found.filter(({ distrust }) => distrust === undefined);
    },

    /** Those have been shown. */
    async seen(notices: readonly WaitingNotice[]): Promise<void> {
      for (const { id } of notices) await store.notices.done(id);
    },

    /** A private answer whose place is closed, as a direct message; kept where the account is a person's. */
    async account(account: Account, key: string, message: Message): Promise<void> {
      const bound = await store.people.byAccount(account);
      if (bound) await tell(bound.person, key, message, account.platform);
      else await toAccount(account, null, key, message, false);
    },

    /**
     * Tells one Latchkey administrator, by their own direct messages only; `make` gets who they are. False: they can't be told
     * now, so nothing is kept, and whoever calls tries again.
     */
    async directly(email: string, key: string, make: (person: Person) => Promise<Saying>): Promise<boolean> {
      const person = await administrator(normalEmail(email));
      const accounts = person === null ? [] : await accountsOf(person.id, null);
      if (person === null || accounts === 'later' || accounts.length === 0) return false;
      const saying = await make(person);
      for (const account of accounts) {
        const outcome = await toAccount(account, person.id, key, saying, false);
        if (outcome !== 'nobody') return outcome === 'told';
      }
      return false;
    },

    person: (person: PersonId, key: string, message: Saying) => tell(person, key, message),
    administrators: (key: string, message: Saying, but?: readonly PersonId[]) => administrators(key, message, but),
  };
}

export type Notify = ReturnType<typeof createNotify>;

/** A message to a person, where everybody concerned sees it. */
function inOpen(message: Message, person: Person): Message {
  const to: Block = { kind: 'text', text: words.reports.forPerson(personRef(person)) };
  const { buttons: _private, ...open } = message;
  return { ...open, blocks: [to, ...open.blocks] };
}

export function notice(id: string, platform: string, channel: string, person: PersonId | null): CardRecord {
  return {
    id,
    kind: 'notice',
    platform,
    channel,
    access: null,
    ask: null,
    from: null,
    to: null,
    person,
    ref: null,
    shown: 0,
    attemptedAt: null,
    failed: null,
  };
}
