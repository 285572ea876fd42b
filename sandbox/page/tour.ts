import { parse } from 'yaml';
import type { DiscordChapter } from './tour-discord.ts';
import { discordChapterFrom } from './tour-discord.ts';

/** Whom the guided tour follows: e-mails, a product of the configuration, the audit channel's id. */
export interface Tour {
  requester: string;
  approver: string;
  product: { id: string; name: string };
  /** Absent where nobody is an auditor. */
  auditor?: string;
  auditChannel?: string;
  /** Absent where no entitlement has a Discord role. */
  discord?: DiscordChapter;
}

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
  const domain = word(list(record(file['people'])['domains'])[0]) ?? approver.split('@')[1] ?? 'acme.test';
  const auditor = word(list(record(file['latchkey'])['auditors'])[0]);
  const audit = word(record(record(file['channels'])['audit'])['slack']);
  // The sandbox's world has a Mia with nothing at the configuration's domain.
  const requester = `mia@${domain}`;
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

const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const word = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
