import type { Desk } from '../desk.ts';
import type { Json } from '../types.ts';

/** One Web API method: answers what stands beside `ok: true`, or throws a refusal. */
export type Method = (desk: Desk, given: Json) => Json;
