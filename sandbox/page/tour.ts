import { parse } from 'yaml';
import { discordChapterFrom } from './tour-discord.ts';
import type { Tour } from './tour-plan.ts';
import { colleagueAddresses } from '../world/extras.ts';
import { addressesIn, domainOf } from '../world/from-configuration.ts';

/** ACME's, where no configuration is given. */
const EXAMPLE: Tour = {
  requester: 'mia@acme.test',
  approver: 'ada@acme.test',
  product: { id: 'acme-prod', name: 'ACME production' },
  auditor: 'otto@acme.test',
  auditChannel: 'C0AUDIT',
};

/**
 * The tour for a configuration: the first product, its first administrator, and somebody who has nothing yet.
 * @returns undefined where it names no product with an administrator, or nobody who could ask
 */
export function tourFrom(text: string | undefined): Tour | undefined {
  if (text === undefined) return EXAMPLE;
  const file = record(parse(text));
  const product = list(file['products'])
    .map(record)
    .find((one) => list(one['administrators']).length > 0);
  const approver = product && word(list(product['administrators'])[0]);
  if (product === undefined || approver === undefined) return undefined;
  const auditor = word(list(record(file['latchkey'])['auditors'])[0]);
  const audit = word(record(record(file['channels'])['audit'])['slack']);
  const requester = requesterIn(file, product);
  if (requester === undefined) return undefined;
  const discord = discordChapterFrom(file, requester);
  return {
    requester,
    approver: approver.toLowerCase(),
    product: { id: word(product['id']) ?? '', name: word(product['name']) ?? word(product['id']) ?? '' },
    ...(auditor === undefined ? {} : { auditor: auditor.toLowerCase() }),
    ...(audit === undefined ? {} : { auditChannel: audit }),
    ...(discord === undefined ? {} : { discord }),
  };
}

/** The first of the colleagues whom the sandbox's world adds, else of those in the file, who administers nothing that is asked for. */
function requesterIn(file: Record<string, unknown>, product: Record<string, unknown>): string | undefined {
  const instances = list(file['instances']).map(record);
  const deciding = [product['administrators'], ...instances.map(({ members }) => record(members)['Administrator'])]
    .flatMap(list)
    .map((one) => word(one)?.toLowerCase());
  return [...colleagueAddresses(domainOf(file)), ...addressesIn(file)].find((one) => !deciding.includes(one));
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
