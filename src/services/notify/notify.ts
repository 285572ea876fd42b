import type { Access } from '../../domain/access.ts';
import { openAsk } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import type { Account, PersonId } from '../../domain/identity.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { eventNoticeKey, eventNoticeOf } from '../../domain/notice-id.ts';
import type { CardRecord } from '../../ports/messages.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { createDelivery, inOpen } from './deliver.ts';
import type { OpenDirect } from './direct-channel.ts';
import { createReach } from './reach.ts';
import type { Saying } from '../reader.ts';
import { forChannels, forReader, said } from '../reader.ts';
import type { Introduce } from '../identity/introduce.ts';
import type { LookUps } from '../identity/look-ups.ts';
import { eventNotice, stuckNotice } from './messages.ts';
import { undeliveredNotice } from './undelivered-notice.ts';
import type { UndeliveredReport } from './undelivered-notice.ts';
import type { SendOnce } from './send-once.ts';
import type { ReportVoid } from './void-event.ts';
import { createWaitingNotices } from './waiting.ts';

const dayMs = 86_400_000;

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
  const { deliver, toAccount } = createDelivery({ store, chats, directory, log }, { ...parts, accountsOf });
  const { keep, ...again } = createWaitingNotices(
    { store, clock },
    {
      deliver: async (one) => (await deliver(one, one.message)).delivery,
      reportVoid: parts.reportVoid,
    },
  );
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
    await keep({ ...wanted, id, message }, at);
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
    await redraw(card, person, told, about.inChannel, card.shown + (card.erasures ?? 0));
  }

  /** Edits what stands where a person was told of something; `shown` is greater than what it shows. */
  async function redraw(card: CardRecord, person: Person, told: () => Message, isInChannel: boolean, shown: number) {
    const reader = person.accounts.find(({ account }) => account.platform === card.platform)?.account;
    const message = isInChannel
      ? forChannels({ directory }, () => inOpen(told(), person))
      : reader === undefined
        ? told()
        : await forReader({ chats }, reader, told);
    const showsEmail = !isInChannel || (chats.get(card.platform)?.showsEmails ?? false);
    const render = async () => ({
      ...(await parts.introduce(message, card.platform, showsEmail)),
      shown,
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

  return {
    ...again,

    /** Tells a person of an event that concerns them. */
    async event(access: Access, event: AccessEvent, person: PersonId): Promise<void> {
      const prefer = access.events.find((one) => one.event === 'requested')?.via;
      const roles = event.event === 'started' ? await parts.accessRoles.named(access) : [];
      await tell(person, eventNoticeKey(access.id, event.n), () => eventNotice(access, event, person, roles), prefer);
    },

    /** Edits what was told of an event, where text that it shows was erased. */
    editEvent,

    /**
     * Edits one message that told a person something. Nothing happens where it shows `shown` or something newer. Throws
     * `TryLater` where the chat can't be asked now.
     */
    async edit(card: CardRecord, told: () => Message, shown: number): Promise<void> {
      const person = card.person === null ? null : await store.people.byId(card.person);
      if (person !== null) await redraw(card, person, told, card.id.endsWith(`-in-${card.platform}`), shown);
    },

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
