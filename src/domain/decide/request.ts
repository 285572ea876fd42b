import type { Access } from '../access.ts';
import { isLimit } from '../entitlement.ts';
import { refusals } from '../refusals.ts';
import { openAsk } from './open-ask.ts';
import { refuse } from './refuse.ts';
import type { Decided, Facts, Wanted } from './types.ts';

/** Somebody asks for themselves. A limit can be granted but not requested (A6). */
export function request(access: Access | null, command: Wanted, facts: Facts): Decided {
  if (isLimit(facts.entitlement)) return refuse(access, facts, refusals.limitRequested());
  return openAsk(access, command, facts, []);
}
