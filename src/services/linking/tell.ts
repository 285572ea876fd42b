import type { Account, PersonId } from '../../domain/identity.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import type { LinkSide } from '../../ports/links.ts';
import type { Deps } from '../deps.ts';
import { derivedId } from '../ids.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { notice } from '../notify/deliver.ts';
import { forReader } from '../reader.ts';
import type { SendOnce } from '../notify/send-once.ts';

/** Private words to accounts, whether or not they are a person's: in the language of each, whoever did what they are told of. */
export function createLinkTell(
  { store, chats, log }: Pick<Deps, 'store' | 'chats' | 'log'>,
  sendOnce: SendOnce,
  mentions: FindMentions,
) {
  /** A direct message to each of them, there once whatever is repeated; all are tried before a failure is thrown. */
  async function each(
    accounts: readonly Account[],
    person: PersonId | null,
    key: string,
    saying: () => Message,
  ): Promise<void> {
    const failures: unknown[] = [];
    for (const account of accounts) {
      try {
        if (!(await direct(account, person, key, saying))) {
          log.warn(
            { key, platform: account.platform },
            'an account could not be told of a link: its messages are closed',
          );
        }
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }

  /** False where the account's messages are closed. */
  async function direct(
    account: Account,
    person: PersonId | null,
    key: string,
    saying: () => Message,
  ): Promise<boolean> {
    const chat = chats.get(account.platform);
    const channel = (await chat?.directChannel(account)) ?? null;
    if (channel === null) return false;
    const id = `link-${derivedId('link', key, accountKey(account))}`;
    const card = await store.cards.ensure(notice(id, account.platform, channel, person));
    if (card.ref !== null) return true;
    const message = await forReader({ chats }, account, saying);
    return sendOnce(card, async () => ({ message, shown: 0, mentions: await mentions(message, account.platform) }));
  }

  /** In private where they started, else as a direct message. */
  async function side({ account, reply }: LinkSide, key: string, saying: () => Message): Promise<void> {
    if (reply !== null) {
      const message = await forReader({ chats }, account, saying);
      try {
        await chats.get(reply.platform)?.answer(reply, message, await mentions(message, reply.platform));
        return;
      } catch (error) {
        log.debug({ err: error, key }, 'a link is told by a direct message: it can no longer be told where it began');
      }
    }
    await each([account], null, key, saying);
  }

  return { each, side };
}

export type LinkTell = ReturnType<typeof createLinkTell>;
