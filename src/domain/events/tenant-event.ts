import { z } from 'zod';
import type { EventBody } from './body.ts';
import { anyFacts, body } from './body.ts';
import { count } from './json.ts';

const names = [
  'configuration',
  'roster',
  'link',
  'unlink',
  'person',
  'retired',
  'refused',
  'released',
  'vouched',
  'erased',
  'endpoint',
  'fence',
  'baseline',
  'barred',
] as const;

/** What concerns no access, but what decisions rest on. */
export type TenantEventName = (typeof names)[number];

/** An event of the tenant; `n` counts from 1 without gaps; `key` is unique, so that it is recorded once. */
export interface TenantEvent extends EventBody<TenantEventName> {
  readonly n: number;
  readonly key: string;
}

const fields = { ...body, facts: anyFacts, event: z.enum(names), n: count };

/** What happened to a person, before it is in the journal. */
export const personEventBody = z.strictObject(fields);

export const tenantEvent = z.strictObject({ ...fields, key: z.string() }) satisfies z.ZodType<TenantEvent>;
