import { Webhook } from 'standardwebhooks';
import { startReceiver } from '../../webhooks/receiver.ts';

export const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;

interface Delivery {
  readonly type: string;
  readonly data: { readonly access?: string };
}

/**
 * A receiver that verifies every delivery with the stock Standard Webhooks library and refuses what doesn't verify. Its secret is in
 * `SIEM_WEBHOOK_SECRET`.
 */
export async function startEndpoint() {
  const webhook = new Webhook(secret);
  /** By webhook-id, in the order in which they were first seen. */
  const deliveries = new Map<string, Delivery>();
  const receiver = await startReceiver((response, { body, headers }) => {
    try {
      const delivery = webhook.verify(body, headers as Record<string, string>) as Delivery;
      const id = String(headers['webhook-id']);
      if (!deliveries.has(id)) deliveries.set(id, delivery);
      response.end();
    } catch {
      response.writeHead(400).end();
    }
  });
  return {
    /** What latchkey.yml says of it. */
    configuration: [
      'webhooks:',
      `  - { id: siem, url: '${receiver.url}', secret: { env: SIEM_WEBHOOK_SECRET }, events: ['access.*'], network: private }`,
    ].join('\n'),
    /** The types of the events of an access, or of all, each once, in the order in which they came. */
    seen: (access?: string) =>
      [...deliveries.values()]
        .filter(({ data }) => access === undefined || data.access === access)
        .map(({ type }) => type),
    close: receiver.close,
  };
}

export type ListeningEndpoint = Awaited<ReturnType<typeof startEndpoint>>;
