import type { Connection } from 'mongoose';
import type { WebhookStore } from '../../ports/webhooks.ts';
import { createDeliveries } from './deliveries.ts';
import { createEndpoints } from './endpoints.ts';
import { createLanes } from './lanes.ts';
import { deliveryModel, endpointModel, laneModel, toldModel } from './models.ts';
import { createTold } from './told.ts';

/** Outgoing webhooks of one tenant. Registers its models on the connection. */
export function createWebhooks(connection: Connection, tenant: string): WebhookStore {
  const { wake, ...lanes } = createLanes(laneModel(connection), tenant);
  return {
    ...createDeliveries(deliveryModel(connection), { wake }, tenant),
    ...createEndpoints(endpointModel(connection), tenant),
    ...createTold(toldModel(connection), tenant),
    ...lanes,
  };
}
