import { z } from 'zod';
import type { EventBody } from './body.ts';
import { anyFacts, body } from './body.ts';
import { count } from './json.ts';

/** A link of the chain (CONTRACT "audit export"), before its hash. `access` null: of the tenant. */
export interface ChainEntry extends EventBody {
  readonly tenant: string;
  readonly seq: number;
  readonly access: string | null;
  readonly n: number;
  /** SHA-256, hex, of salt followed by value; stays when the text is erased. */
  readonly textDigest: string | null;
  readonly prev: string;
  readonly hash: string;
}

/** The record as it was written: of whatever version its event is, so its facts stay as they are. */
export const chainEntry = z.strictObject({
  ...body,
  facts: anyFacts,
  event: z.string(),
  tenant: z.string(),
  seq: count,
  access: z.string().nullable(),
  n: count,
  textDigest: z.string().nullable(),
  prev: z.string(),
  hash: z.string(),
}) satisfies z.ZodType<ChainEntry>;
