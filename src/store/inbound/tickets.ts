import { type Connection, type Model, Schema } from 'mongoose';
import type { TicketBinding, TicketStore } from '../../ports/inbound.ts';
import { derivedId } from '../mongo/derived-id.ts';
import { insertOnce, schemaOptions } from '../mongo/documents.ts';
import { asking } from '../mongo/errors.ts';
import { modelOnce } from '../mongo/model-once.ts';

interface TicketDocument extends TicketBinding {
  readonly _id: string;
  readonly tenant: string;
  readonly at: Date;
}

/** The most accesses that end with one ticket. */
const mostBound = 200;
/** The most tickets of an access that are shown. */
const mostShown = 5;

export const ticketModel = (connection: Connection): Model<TicketDocument> =>
  modelOnce<TicketDocument>(
    connection,
    'Ticket',
    () =>
      new Schema<TicketDocument>(
        { _id: String, tenant: String, hook: String, ticket: String, access: String, link: String, at: Date },
        schemaOptions,
      )
        .index({ tenant: 1, hook: 1, ticket: 1, at: 1 }, { name: 'by_ticket' })
        .index({ tenant: 1, access: 1, at: 1 }, { name: 'by_access' }),
    'tickets',
  );

export function createTickets(model: Model<TicketDocument>, tenant: string): TicketStore {
  return {
    bind: ({ hook, ticket, access, link }, at) =>
      asking('binding an access to a ticket', async () => {
        const _id = derivedId(tenant, hook, ticket, access);
        const document = { _id, tenant, hook, ticket, access, at: new Date(at), ...(link !== undefined && { link }) };
        const isNew = await insertOnce(model, document);
        if (!isNew && link !== undefined) await model.updateOne({ _id }, { $set: { link } });
      }),
    ofAccess: (access) =>
      asking('reading which tickets an access is bound to', async () => {
        const found = await model.find({ tenant, access }).sort({ at: 1 }).limit(mostShown).lean();
        return found.map(({ hook, ticket, link }) => ({ hook, ticket, access, ...(link !== undefined && { link }) }));
      }),
    boundTo: (hook, ticket) =>
      asking('reading what a ticket is bound to', async () => {
        const found = await model.find({ tenant, hook, ticket }, { access: 1 }).sort({ at: 1 }).limit(mostBound).lean();
        return found.map(({ access }) => access);
      }),
  };
}
