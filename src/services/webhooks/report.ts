import type { Deps } from '../deps.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { notice } from '../notify/deliver.ts';
import type { Saying } from '../reader.ts';
import { forChannels, said } from '../reader.ts';
import type { Notify } from '../notify/notify.ts';
import type { SendOnce } from '../notify/send-once.ts';

/**
 * Says something about deliveries where the record is shown, else to the Latchkey administrators, once by `key`. What a chat
 * refuses is told to them too, and kept until they have it.
 */
export function createReport(
  { store, directory, chats, log }: Pick<Deps, 'store' | 'directory' | 'chats' | 'log'>,
  parts: {
    readonly sendOnce: SendOnce;
    readonly mentions: FindMentions;
    readonly notify: Pick<Notify, 'administrators'>;
  },
) {
  return async function report(key: string, message: Saying): Promise<void> {
    const [where] = Object.entries(directory.catalogue.channels.audit).filter(([name]) => chats.has(name));
    if (where === undefined) return parts.notify.administrators(key, message);
    const [chat, channel] = where;
    try {
      const card = await store.cards.ensure(notice(key, chat, channel, null));
      if (card.ref !== null) return;
      const inChannel = forChannels({ directory }, () => said(message));
      const isSent = await parts.sendOnce(card, async () => ({
        message: inChannel,
        shown: 0,
        mentions: await parts.mentions(inChannel, chat),
      }));
      if (isSent) return;
    } catch (error) {
      log.info({ err: error, key }, 'A report can’t be posted now: the administrators are told instead');
    }
    await parts.notify.administrators(key, message);
  };
}

export type ReportDelivery = ReturnType<typeof createReport>;
