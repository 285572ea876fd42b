import type { Account, PersonId } from '../../domain/identity.ts';
import type { Block, Message } from '../../domain/message.ts';
import { TryLater } from '../../ports/queue.ts';
import type { CardRecord, WaitingNotice } from '../../ports/messages.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { personRef } from '../identity/identify.ts';
import type { Introduce } from '../identity/introduce.ts';
import type { Saying } from '../reader.ts';
import { forChannels, forReader, said } from '../reader.ts';
import type { OpenDirect } from './direct-channel.ts';
import type { Reach } from './reach.ts';
import type { SendOnce } from './send-once.ts';
import { words } from '../../words/index.ts';

/** What became of a message: it stands there, nobody can be told, or it can't be said now. */
export type Delivery = 'told' | 'nobody' | 'later';

/** Brings a message to a person by one of their accounts, or else where everybody concerned sees it. Throws for no chat's answer. */
export function createDelivery(
  { store, chats, directory, log }: Pick<Deps, 'store' | 'chats' | 'directory' | 'log'>,
  parts: {
    readonly sendOnce: SendOnce;
    readonly openDirect: OpenDirect;
    readonly introduce: Introduce;
    readonly accountsOf: Reach['accountsOf'];
  },
) {
  /** `account`: where it is going to be told, where it has to wait; null: nowhere yet. */
  async function deliver(
    { person, key, prefer, isReport }: Pick<WaitingNotice, 'person' | 'key' | 'prefer' | 'isReport'>,
    saying: Saying,
  ): Promise<{ readonly delivery: Delivery; readonly account: Account | null }> {
    const accounts = await parts.accountsOf(person, prefer);
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

  return { deliver, toAccount };
}

/** A message to a person, where everybody concerned sees it. */
export function inOpen(message: Message, person: Person): Message {
  const to: Block = { kind: 'text', text: words.reports.forPerson(personRef(person)) };
  const { buttons: _private, ...open } = message;
  return { ...open, blocks: [to, ...open.blocks] };
}

/** The record of a message to one person, before it was sent. */
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
