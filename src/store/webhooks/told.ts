import type { Model } from 'mongoose';
import type { WebhookStore } from '../../ports/webhooks.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { asking, isDuplicate } from '../mongo/errors.ts';
import type { ToldDocument } from './models.ts';

/** How far the tenant's journal was told to endpoints. */
export function createTold(
  model: Model<ToldDocument>,
  tenant: string,
): Pick<WebhookStore, 'journalTold' | 'tellJournal'> {
  const _id = derivedId(tenant);
  return {
    journalTold: () =>
      asking('reading how far the journal was told', async () => (await model.findOne({ _id }).lean())?.n ?? null),
    tellJournal: (n) =>
      asking('noting how far the journal was told', async () => {
        const write = () => model.updateOne({ _id }, { $max: { n }, $setOnInsert: { tenant } }, { upsert: true });
        try {
          await write();
        } catch (error) {
          if (!isDuplicate(error)) throw error;
          await write();
        }
      }),
  };
}
