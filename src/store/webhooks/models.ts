import { type Connection, type Model, Schema } from 'mongoose';
import type { Delivery, EndpointRecord } from '../../ports/webhooks.ts';
import { schemaOptions } from '../mongo/documents.ts';
import { modelOnce } from '../mongo/model-once.ts';

export interface DeliveryDocument extends Delivery {
  readonly _id: string;
  readonly tenant: string;
  /** The flag of the partial index. */
  readonly pending: boolean;
  /** When it's taken away, in ms; absent: not yet. */
  readonly forgetAt?: number;
}

export interface LaneDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly lane: string;
  readonly endpoint: string;
  /** The pointer: when something in it is due, or whoever has it should be done. */
  readonly nextAt: number;
  readonly asked: number;
  readonly claimedAt: number | null;
}

export interface EndpointDocument extends EndpointRecord {
  readonly _id: string;
  readonly tenant: string;
}

const mixed = Schema.Types.Mixed;

export const deliveryModel = (connection: Connection): Model<DeliveryDocument> =>
  modelOnce<DeliveryDocument>(
    connection,
    'Delivery',
    () =>
      new Schema<DeliveryDocument>(
        {
          _id: String,
          tenant: String,
          id: String,
          endpoint: String,
          lane: String,
          seq: Number,
          type: String,
          source: mixed,
          at: Number,
          createdAt: Number,
          state: String,
          nextAt: Number,
          tries: Number,
          firstAt: Number,
          isReported: Boolean,
          attempts: [mixed],
          pending: Boolean,
          forgetAt: Number,
        },
        schemaOptions,
      )
        .index(
          { tenant: 1, endpoint: 1, lane: 1, seq: 1 },
          { name: 'pending', partialFilterExpression: { pending: true } },
        )
        .index({ tenant: 1, endpoint: 1, at: 1 }, { name: 'oldest', partialFilterExpression: { pending: true } })
        .index({ tenant: 1, endpoint: 1, createdAt: 1 }, { name: 'of_endpoint' })
        .index({ tenant: 1, forgetAt: 1 }, { name: 'by_age' }),
    'deliveries',
  );

export const laneModel = (connection: Connection): Model<LaneDocument> =>
  modelOnce<LaneDocument>(
    connection,
    'DeliveryLane',
    () =>
      new Schema<LaneDocument>(
        {
          _id: String,
          tenant: String,
          lane: String,
          endpoint: String,
          nextAt: Number,
          asked: Number,
          claimedAt: Number,
        },
        schemaOptions,
      ).index({ tenant: 1, nextAt: 1 }, { name: 'due' }),
    'delivery_lanes',
  );

/** How far the tenant's journal was told. */
export interface ToldDocument {
  readonly _id: string;
  readonly tenant: string;
  readonly n: number;
}

export const toldModel = (connection: Connection): Model<ToldDocument> =>
  modelOnce<ToldDocument>(
    connection,
    'JournalTold',
    () => new Schema<ToldDocument>({ _id: String, tenant: String, n: Number }, schemaOptions),
    'journal_told',
  );

export const endpointModel = (connection: Connection): Model<EndpointDocument> =>
  modelOnce<EndpointDocument>(
    connection,
    'Endpoint',
    () =>
      new Schema<EndpointDocument>(
        {
          _id: String,
          tenant: String,
          id: String,
          declared: mixed,
          state: String,
          since: Number,
          count: Number,
          resumeFrom: Number,
          failingSince: Number,
          failing: String,
          severalFail: Boolean,
          sparedUntil: Number,
          sparedTimes: Number,
        },
        schemaOptions,
      ).index({ tenant: 1, id: 1 }, { name: 'by_id' }),
    'endpoints',
  );
