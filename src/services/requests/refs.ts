import type { Client } from '../../domain/catalogue.ts';
import type { PersonRef } from '../../domain/identity.ts';

/** How a client stands in records. */
export function clientRef({ id }: Pick<Client, 'id'>): PersonRef {
  const label = `client:${id}`;
  return { id: label, label };
}
