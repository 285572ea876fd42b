import type { Access } from '../domain/access.ts';
import { currentStage, latestAsk, openAsk } from '../domain/access.ts';
import type { Account, PersonId } from '../domain/identity.ts';
import { ChatUnavailable } from '../ports/chat.ts';
import type { CardRecord } from '../ports/store.ts';
import type { FindAccessRoles } from './access-roles.ts';
import type { Approver, FindApprovers } from './approvers.ts';
import { cardMessage } from './card-message.ts';
import type { ChangeText } from './change-text.ts';
import type { Deps } from './deps.ts';
import { everyOne } from './every-one.ts';
import type { FindMentions } from './mentions.ts';
import type { Notify } from './notify.ts';
import type { SendOnce } from './send-once.ts';

/** Direct cards for one ask: beyond that the channel's card has to do. */
const mostDirect = 20;

/** Brings every card of an access to what the access is now; makes those that are missing. */
export function createCards(
  { store, directory, chats, log }: Pick<Deps, 'store' | 'directory' | 'chats' | 'log'>,
  parts: {
    readonly approvers: FindApprovers;
    readonly changeText: ChangeText;
    readonly accessRoles: Pick<FindAccessRoles, 'of'>;
    readonly mentions: FindMentions;
    readonly sendOnce: SendOnce;
    readonly notify: Notify;
  },
) {
  return async function syncCards(id: string): Promise<void> {
    const stored = await store.accesses.byId(id);
    const access = stored?.access ?? null;
    const ask = access ? latestAsk(access) : null;
    if (!stored || !access || !ask) return;
    const missed: ChatUnavailable[] = [];
    const miss = (error: ChatUnavailable) => void missed.push(error);
    const existing = await store.cards.ofAccess(id);
    const wanted = new Map(existing.filter((card) => card.kind !== 'notice').map((card) => [card.id, card]));
    for (const [platform, channel] of Object.entries(directory.catalogue.channels.approvals)) {
      if (!chats.has(platform)) continue;
      const card = record(access, ask.id, platform, channel, null);
      if (!wanted.has(card.id)) wanted.set(card.id, await store.cards.ensure(card));
    }
    if (openAsk(access)) {
      const missing = currentStage(ask)?.missing ?? 0;
      const able = await parts.approvers(access, Math.max(mostDirect, missing), miss);
      for (const approver of able) {
        if ([...wanted.values()].filter((card) => card.kind === 'direct').length >= mostDirect) break;
        await direct(access, ask.id, approver, wanted, miss);
      }
      if (able.length < missing && missed.length === 0) await parts.notify.stuck(access, able.length, missing);
    }
    await everyOne(
      [...wanted.values()].filter(
        (card) => card.failed === null && (card.ref === null || card.shown < stored.revision),
      ),
      (card) =>
        parts.sendOnce(card, async () => {
          const now = (await store.accesses.byId(id)) ?? stored;
          const change = now.access.state === 'requested' ? await parts.changeText(now.access) : [];
          const message = cardMessage(now.access, change, await parts.accessRoles.of(now));
          return { message, shown: now.revision, mentions: await parts.mentions(message, card.platform) };
        }),
    );
    // Who could not be asked about gets their card when the chat is back.
    if (missed[0] !== undefined) throw missed[0];
  };

  /** One card a person, whatever accounts they have: nobody is asked twice. The chat that was asked in comes first. */
  async function direct(
    access: Access,
    ask: string,
    approver: Approver,
    wanted: Map<string, CardRecord>,
    missed: (error: ChatUnavailable) => void,
  ): Promise<void> {
    const theirs = [...wanted.values()].filter((card) => card.ask === ask && card.person === approver.person.id);
    if (theirs.some((card) => card.failed === null)) return;
    const asked = access.events.findLast((event) => event.event === 'requested')?.via;
    const accounts = [...approver.accounts].sort((a, b) => Number(b.platform === asked) - Number(a.platform === asked));
    for (const account of accounts) {
      const card = record(access, ask, account.platform, '', approver.person.id, account);
      if (wanted.has(card.id)) continue;
      const channel = await directChannel(account, missed);
      if (channel === 'away') continue;
      if (channel) {
        wanted.set(card.id, await store.cards.ensure({ ...card, channel }));
        return;
      }
      log.warn({ card: card.id }, 'direct messages are closed: the channel’s card has to do');
    }
  }

  async function directChannel(account: Account, missed: (error: ChatUnavailable) => void) {
    try {
      return await chats.get(account.platform)?.directChannel(account);
    } catch (error) {
      if (!(error instanceof ChatUnavailable)) throw error;
      missed(error);
      return 'away';
    }
  }
}

export type SyncCards = ReturnType<typeof createCards>;

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
      ? `card-${access.id}-${ask}-${platform}-to-${account.user}`
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
