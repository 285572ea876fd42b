import { sha256 } from '../../lib/sha256.ts';
import type { Callback, Catalogue, Client, Endpoint } from '../catalogue.ts';

/**
 * A client's callback as an endpoint that is told nothing by itself. Its name follows from the address, so that another order
 * in the file changes nothing, and holds a character that no id of the file has.
 */
export function callbackEndpoint({ id }: Pick<Client, 'id'>, { url, secretVariable, network }: Callback): Endpoint {
  const name = `callback:${id}:${sha256(url).slice(0, 12)}`;
  return { id: name, url, secretVariable, events: [], entitlements: null, network };
}

/** Everything that is sent to: the endpoints of the file, and the callbacks of its clients. */
export function everyEndpoint({ webhooks = [], clients = [] }: Pick<Catalogue, 'webhooks' | 'clients'>) {
  return [
    ...webhooks,
    ...clients.flatMap((client) => (client.callbacks ?? []).map((callback) => callbackEndpoint(client, callback))),
  ];
}
