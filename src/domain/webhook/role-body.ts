import { z } from 'zod';
import type { PlatformRole } from '../catalogue.ts';
import type { EventBody } from '../events/index.ts';
import { codecOf, iso } from './envelope.ts';

/** What `data` says of a role of a chat platform that follows accesses. */
const roleData = z.strictObject({
  tenant: z.string(),
  subject: z.string().describe('Whose account it is: an e-mail, else slack:TEAM/USER or discord:ID'),
  account: z.string().describe('The account: slack:TEAM/USER or discord:ID'),
  platform: z.string().describe('slack or discord'),
  role: z.string().describe('The role’s id there'),
  accesses: z.array(z.string()).describe('The ids of the accesses that it’s about'),
  given: z.boolean().describe('Whether an access requires the role at this attempt. Act on it.'),
  seq: z.int().min(1).describe('1, 2, 3 … for each account and role. Drop the same or a lower one.'),
});

const what = {
  given: 'Latchkey gave a role, because an access requires it.',
  taken: 'Latchkey took a role away, because no access requires it any more.',
  failed: 'A role couldn’t be given or taken. It’s tried again.',
  drifted: 'Somebody gave or took a role by hand.',
} as const;

export const roleCodecs = Object.entries(what).map(
  ([name, description]) => [`role.${name}`, codecOf(`role.${name}`, roleData, description)] as const,
);

/** What an event of the journal says of a role. */
export interface RoleEvent extends PlatformRole {
  readonly type: `role.${keyof typeof what}`;
  readonly account: string;
  readonly accesses: readonly string[];
  readonly seq: number;
}

/** What endpoints are told of an event; null: nothing of a role. Events of versions before there were deliveries have no number. */
export function readRoleEvent({ event, facts }: Pick<EventBody, 'event' | 'facts'>): RoleEvent | null {
  const { platform, role, account, accesses, seq } = facts;
  const type = event === 'roster' ? typeOf(facts) : null;
  if (type === null || typeof seq !== 'number') return null;
  if (typeof platform !== 'string' || typeof role !== 'string' || typeof account !== 'string') return null;
  const ids = Array.isArray(accesses) ? accesses.filter((one) => typeof one === 'string') : [];
  return { type, platform, role, account, accesses: ids, seq };
}

function typeOf({ what: happened, required }: EventBody['facts']): RoleEvent['type'] | null {
  switch (happened) {
    case 'given':
    case 'taken':
    case 'failed':
      return `role.${happened}`;
    case 'restored':
      return required === true ? 'role.given' : 'role.taken';
    case 'given-by-hand':
    case 'taken-by-hand':
      return 'role.drifted';
    default:
      return null;
  }
}

/** The body of a delivery about a role. @param given whether an access requires it now */
export function renderRole(
  tenant: string,
  event: Pick<EventBody, 'at' | 'subject'>,
  { type, platform, role, account, accesses, seq }: RoleEvent,
  given: boolean,
): string {
  const data = { tenant, subject: event.subject ?? account, account, platform, role, accesses, given, seq };
  return JSON.stringify({ type, timestamp: iso(event.at), data });
}
