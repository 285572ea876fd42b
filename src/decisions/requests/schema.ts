import type { Client } from '../../domain/catalogue.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import { reaches } from '../../services/inbound/reach.ts';

const most = 100;

/** The query of the schema’s address: the entitlements that may be named, the first choice first. `mustName`: nothing is chosen. */
export function schemaQuery(entitlements: readonly string[], mustName: boolean): string {
  const names = entitlements.map((key): [string, string] => ['entitlement', key]);
  return new URLSearchParams(mustName ? [['choose', 'true'], ...names] : names).toString();
}

/** What a submission may add to a denial (§ Machine-Readable Forms), as a JSON Schema; null: nothing of it is the client’s. */
export function submissionSchema(client: Client, query: URLSearchParams): object | null {
  const named = query.getAll('entitlement').slice(0, most);
  const own = named.filter((key) => {
    const read = parseEntitlementKey(key);
    return read !== null && reaches(client, read);
  });
  const [first] = own;
  if (first === undefined) return null;
  const mustName = query.get('choose') === 'true';
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      context: {
        type: 'object',
        properties: {
          business_justification: { type: 'string', maxLength: 1_000, description: 'Why, for those who approve it.' },
        },
      },
      requested_access: {
        type: 'object',
        properties: {
          requested_until: {
            type: 'string',
            format: 'date-time',
            description: 'When it ends; else the rule’s duration.',
          },
          emergency: { type: 'boolean', description: 'Marks the request. It gives nothing.' },
          'latchkey.dev/entitlement': {
            enum: own,
            ...(!mustName && { default: first }),
            description: 'What is asked for.',
          },
        },
        ...(mustName && { required: ['latchkey.dev/entitlement'] }),
      },
    },
    ...(mustName && { required: ['requested_access'] }),
  };
}
