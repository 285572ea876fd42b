import { type Connection, type Model, Schema } from 'mongoose';
import type { TenantEvent } from '../../domain/events/index.ts';
import { tenantEvent } from '../../domain/events/index.ts';
import type { JournalStore } from '../../ports/audit.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { replicated, schemaOptions } from '../mongo/documents.ts';
import { asking, isDuplicate } from '../mongo/errors.ts';
import { eventParts, type Sealer } from '../seals/sealer.ts';
import { modelOnce } from '../mongo/model-once.ts';
import { eventFields } from './event-fields.ts';

/** An event of the tenant; its `_id` follows from its key. */
interface JournalDocument extends TenantEvent {
  readonly _id: string;
  readonly tenant: string;
  /** Events of older versions have none. */
  readonly seal?: string | null;
}

export const journalModel = (connection: Connection): Model<JournalDocument> =>
  modelOnce<JournalDocument>(
    connection,
    'JournalEvent',
    () =>
      new Schema<JournalDocument>(
        {
          _id: String,
          tenant: String,
          key: String,
          ...eventFields,
          seal: String,
        },
        schemaOptions,
      ).index({ tenant: 1, n: 1 }, { name: 'order', unique: true }),
    'journal',
  );

export function createJournal(model: Model<JournalDocument>, tenant: string, sealer: Sealer): JournalStore {
  const idOf = (key: string): string => derivedId(tenant, key);

  async function highest(): Promise<number> {
    const newest = await model.findOne({ tenant }, { n: 1 }).sort({ n: -1 }).lean();
    return newest?.n ?? 0;
  }

  /** Those that nobody recorded yet, each key once. */
  async function unrecorded<E extends { readonly key: string }>(events: readonly E[]): Promise<readonly E[]> {
    const found = await model.find({ _id: { $in: events.map((event) => idOf(event.key)) } }, { key: 1 }).lean();
    const seen = new Set(found.map((document) => document.key));
    return events.filter(({ key }) => !seen.has(key) && seen.add(key));
  }

  /**
   * Numbers go up by one from the highest there is, so there are no gaps: n + 1 is tried only after n was seen, and a
   * batch is written in order. A clash means that somebody wrote one: of the two, one is always further than before.
   */
  async function append(events: readonly Omit<TenantEvent, 'n'>[]): Promise<void> {
    for (let rest = await unrecorded(events); rest.length > 0; rest = await unrecorded(rest)) {
      const n = (await highest()) + 1;
      const documents = rest.map((given, index) => {
        const event = tenantEvent.parse({ ...given, n: n + index });
        const seal = sealer.seal('event', eventParts('journal', tenant, event.key, event));
        return { _id: idOf(event.key), tenant, ...event, seal };
      });
      try {
        await model.insertMany(documents, { lean: true, ordered: true });
        return;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        const left = rest.length;
        await replicated(`event ${n} of the tenant`, async () =>
          (await highest()) >= n || (await unrecorded(events)).length < left ? true : null,
        );
      }
    }
  }

  const page = (after: number, limit: number) =>
    model
      .find({ tenant, n: { $gt: after } })
      .sort({ n: 1 })
      .limit(limit)
      .lean();

  function checked(document: JournalDocument): { readonly event: TenantEvent; readonly isOurs: boolean } {
    const event = eventOf(document);
    const state = sealer.check(document.seal, 'event', eventParts('journal', tenant, event.key, event));
    return { event, isOurs: state === 'right' || !sealer.isOn() };
  }

  return {
    byKeys: (keys) =>
      asking("reading the tenant's own events", async () => {
        if (keys.length === 0) return [];
        const documents = await model.find({ _id: { $in: keys.map(idOf) } }).lean();
        // What decides about votes and addresses counts only as we wrote it.
        return documents.map(checked).flatMap(({ event, isOurs }) => (isOurs ? [event] : []));
      }),
    append: (events) => asking("recording the tenant's own events", () => append(events)),
    after: (n, limit) =>
      asking("reading the tenant's own events", async () => {
        return (await page(n, limit)).map(eventOf);
      }),
    toChain: (n, limit) =>
      asking("reading the tenant's own events", async () => {
        return (await page(n, limit)).map(checked);
      }),
  };
}

/** The event without what stands beside it in MongoDB. */
function eventOf({ _id, tenant: _tenant, seal: _seal, ...event }: JournalDocument): TenantEvent {
  return tenantEvent.parse(event);
}
