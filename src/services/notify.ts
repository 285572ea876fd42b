import type { Access } from '../domain/access.ts';
import { latestAsk } from '../domain/access.ts';
import type { AccessEvent } from '../domain/audit-event.ts';
import type { PersonId } from '../domain/identity.ts';
import { normalEmail } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { CardRecord } from '../ports/store.ts';
import type { Deps } from './deps.ts';
import type { Identify } from './identify.ts';
import type { FindMentions } from './mentions.ts';
import { eventNotice, stuckNotice } from './notice-message.ts';
import type { SendOnce } from './send-once.ts';

/** Direct messages from Latchkey to one person: there once, whatever is retried. */
export function createNotify(
  { store, chats, directory, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'log'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
  identify: Identify,
) {
  /** Sends `message` to a person where they can be reached: the platform they asked on first. */
  async function tell(person: PersonId, key: string, message: Message, prefer?: string): Promise<void> {
    const stored = await store.people.byId(person);
    const accounts = (stored?.accounts ?? [])
      .filter(({ account, outsideSince }) => chats.has(account.platform) && outsideSince === null)
      .map(({ account }) => account)
      .sort((a, b) => Number(b.platform === prefer) - Number(a.platform === prefer));
    if (accounts.length === 0 && stored?.email) {
      for (const chat of chats.values()) {
        const account = await chat.accountByEmail(stored.email);
        if (account && (await identify(account)).ok) accounts.push(account);
      }
    }
    for (const account of accounts) {
      const channel = await chats.get(account.platform)?.directChannel(account);
      if (!channel) continue;
      const card = await store.cards.ensure(notice(`${key}-${account.user}`, account.platform, channel, person));
      if (card.ref === null) {
        await sendOnce(card, async () => ({ message, shown: 0, mentions: await mentions(message, account.platform) }));
      }
      return;
    }
    log.info({ key }, 'nobody to tell: the person has no open account here');
  }

  return {
    /** Tells a person of an event that concerns them. */
    async event(access: Access, event: AccessEvent, person: PersonId): Promise<void> {
      const prefer = access.events.find((one) => one.event === 'requested')?.via;
      await tell(person, `tell-${access.id}-${event.n}`, eventNotice(access, event, person), prefer);
    },

    /** Nobody (distinct, reachable, other than the beneficiary) could approve: said at once, to who asked and the Latchkey administrators. */
    async stuck(access: Access, able: number, missing: number): Promise<void> {
      const ask = latestAsk(access);
      if (!ask) return;
      const round = ask.decisions.filter((decision) => decision.void !== null).length;
      const key = `stuck-${access.id}-${ask.id}-${round}`;
      await tell(ask.by.id, key, stuckNotice(access, able, missing, true));
      const emails = directory.catalogue.latchkey.administrators.map(normalEmail);
      for (const email of emails) {
        const person = await store.people.byEmail(email);
        if (person) {
          if (person.id !== ask.by.id) await tell(person.id, key, stuckNotice(access, able, missing, false));
          continue;
        }
        for (const chat of chats.values()) {
          const account = await chat.accountByEmail(email);
          const identity = account ? await identify(account) : null;
          if (identity?.ok) await tell(identity.who.person.id, key, stuckNotice(access, able, missing, false));
        }
      }
    },
  };
}

export type Notify = ReturnType<typeof createNotify>;

function notice(id: string, platform: string, channel: string, person: PersonId): CardRecord {
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
