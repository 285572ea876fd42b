import type { Model } from 'mongoose';
import { derivedId } from '../mongo/derived-id.ts';
import type { InstallationDocument } from '../mongo/installation.ts';
import type { AccessDocument } from './document.ts';

/**
 * What the buttons of cards carry, from 1; it goes up whenever the buttons of cards that wait would not be understood. 2: the
 * digest of the terms is SHA-256.
 */
export const cardFormat = 2;

/**
 * Once after an upgrade: has every card that waits for a decision drawn again, so that no button dies. Killed in between, it
 * is repeated by the next start. Returns how many accesses that concerns.
 */
export async function redrawCards(
  accesses: Model<AccessDocument>,
  installation: Model<InstallationDocument>,
  tenant: string,
  at: number,
): Promise<number> {
  const _id = derivedId(tenant);
  const known = await installation.findOne({ _id }, { cardFormat: 1 }).lean();
  if ((known?.cardFormat ?? 1) >= cardFormat) return 0;
  const entry = { id: `format${cardFormat}.cards`, kind: 'cards' as const, n: 1, at };
  const { modifiedCount } = await accesses.updateMany(
    { tenant, open: true, state: 'requested', 'outbox.id': { $ne: entry.id } },
    { $inc: { notes: 1 }, $push: { outbox: entry } },
  );
  await installation.updateOne({ _id }, { $max: { cardFormat } });
  return modifiedCount;
}
