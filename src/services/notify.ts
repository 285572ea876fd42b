import type { Access } from '../domain/access.ts';
import { latestAsk } from '../domain/access.ts';
import type { AccessEvent } from '../domain/audit-event.ts';
import type { PersonId } from '../domain/identity.ts';
import { normalEmail } from '../domain/identity.ts';
import type { Block, Message } from '../domain/message.ts';
import type { CardRecord } from '../ports/store.ts';
import type { FindAccessRoles } from './access-roles.ts';
import { accountsAt } from './address.ts';
import type { Deps } from './deps.ts';
import { personRef } from './identify.ts';
import type { Identify } from './identify.ts';
import type { FindMentions } from './mentions.ts';
import { eventNotice, shutOutNotice, stuckNotice } from './notice-message.ts';
import type { SendOnce } from './send-once.ts';

const dayMs = 86_400_000;

/** Direct messages from Latchkey to one person: there once, whatever is retried. */
export function createNotify(
  { store, chats, directory, clock, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock' | 'log'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
  identify: Identify,
  accessRoles: Pick<FindAccessRoles, 'named'>,
) {
  /** Sends `message` to a person where they can be reached: the platform they asked on first. */
  async function tell(person: PersonId, key: string, message: Message, prefer?: string): Promise<void> {
    const stored = await store.people.byId(person);
    const accounts = (stored?.accounts ?? [])
      .filter(({ account, outsideSince }) => chats.has(account.platform) && outsideSince === null)
      .map(({ account }) => account)
      .sort((a, b) => Number(b.platform === prefer) - Number(a.platform === prefer));
    if (accounts.length === 0 && stored?.email) {
      for (const account of await accountsAt(stored.email, chats)) {
        if ((await identify(account)).ok) accounts.push(account);
      }
    }
    for (const account of accounts) {
      const { platform, user } = account;
      const channel = await chats.get(platform)?.directChannel(account);
      if (channel && (await send(notice(`${key}-${user}`, platform, channel, person), message))) return;
    }
    await inChannel(person, key, message, accounts[0]?.platform);
  }

  async function send(wanted: CardRecord, message: Message): Promise<boolean> {
    const card = await store.cards.ensure(wanted);
    if (card.ref !== null) return true;
    return sendOnce(card, async () => ({ message, shown: 0, mentions: await mentions(message, card.platform) }));
  }

  /** Whose direct messages are closed everywhere is told where the card stands that everybody concerned sees. */
  async function inChannel(
    person: PersonId,
    key: string,
    message: Message,
    platform: string | undefined,
  ): Promise<void> {
    const channel = platform === undefined ? undefined : directory.catalogue.channels.approvals[platform];
    const stored = channel === undefined ? null : await store.people.byId(person);
    if (platform === undefined || channel === undefined || !stored) {
      log.info({ key }, 'nobody to tell: the person has no open account here');
      return;
    }
    const to: Block = {
      kind: 'text',
      text: ['For ', { person: personRef(stored) }, ', whose direct messages are closed:'],
    };
    const { buttons: _private, ...open } = message;
    await send(notice(`${key}-in-${platform}`, platform, channel, person), { ...open, blocks: [to, ...open.blocks] });
  }

  /** Tells the Latchkey administrators, except the one with the id `but`. */
  async function administrators(key: string, message: Message, but?: PersonId): Promise<void> {
    for (const email of directory.catalogue.latchkey.administrators.map(normalEmail)) {
      const person = await store.people.byEmail(email);
      if (person) {
        if (person.id !== but) await tell(person.id, key, message);
        continue;
      }
      for (const account of await accountsAt(email, chats)) {
        const identity = await identify(account);
        if (identity.ok) await tell(identity.who.person.id, key, message);
      }
    }
  }

  return {
    /** Tells a person of an event that concerns them. */
    async event(access: Access, event: AccessEvent, person: PersonId): Promise<void> {
      const prefer = access.events.find((one) => one.event === 'requested')?.via;
      const roles = event.event === 'started' ? await accessRoles.named(access) : [];
      await tell(person, `tell-${access.id}-${event.n}`, eventNotice(access, event, person, roles), prefer);
    },

    /** Nobody (distinct, reachable, other than the beneficiary) could approve: said at once, to who asked and the Latchkey administrators. */
    async stuck(access: Access, able: number, missing: number): Promise<void> {
      const ask = latestAsk(access);
      if (!ask) return;
      const round = ask.decisions.filter((decision) => decision.void !== null).length;
      const key = `stuck-${access.id}-${ask.id}-${round}`;
      await tell(ask.by.id, key, stuckNotice(access, able, missing, true));
      await administrators(key, stuckNotice(access, able, missing, false), ask.by.id);
    },

    /** A channel of the configuration refuses Latchkey: said to the Latchkey administrators, once a day for each channel. */
    async shutOut({ kind, platform, channel }: CardRecord, code: string): Promise<void> {
      const purpose = kind === 'audit' ? 'audit' : 'approvals';
      const key = `shut-${platform}-${channel}-${purpose}-${Math.floor(clock.now() / dayMs)}`;
      const chat = chats.get(platform)?.name ?? platform;
      try {
        await administrators(key, shutOutNotice(chat, channel, purpose, code));
      } catch (error) {
        log.warn({ err: error, channel, code }, 'the administrators are told later that a channel has shut us out');
      }
    },

    person: tell,
    administrators,
  };
}

export type Notify = ReturnType<typeof createNotify>;

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
