import { z } from 'zod';
import { personFacts } from '../events/index.ts';
import type { EventBody } from '../events/index.ts';
import { accountKey } from '../identity.ts';
import type { PersonId } from '../identity.ts';
import type { PersonChange } from '../person.ts';
import { codecOf, iso } from './envelope.ts';

/** What `data` says of a person and one of their accounts. */
const personData = z.strictObject({
  tenant: z.string(),
  subject: z.string().describe('The person: an e-mail, else slack:TEAM/USER, discord:ID or person:ID'),
  account: z.string().describe('The account: slack:TEAM/USER or discord:ID'),
});

const what = {
  linked: 'An account became a person’s: it proved their e-mail, or was linked.',
  unlinked: 'An account is no longer a person’s.',
  left: 'An account isn’t inside any more: deactivated, a guest, or gone. It decides nothing.',
  back: 'An account is inside again.',
} as const;

export const personCodecs = Object.entries(what).map(
  ([name, description]) => [`person.${name}`, codecOf(`person.${name}`, personData, description)] as const,
);

/** What an event of the journal says of one account of a person; `change` is its place in the event. */
export interface PersonTold {
  readonly type: `person.${keyof typeof what}`;
  readonly person: PersonId;
  readonly account: string;
  readonly change: number;
}

/** What endpoints are told of an event: nothing, where it’s not about anybody's accounts. */
export function readPersonEvent({ facts }: Pick<EventBody, 'facts'>): readonly PersonTold[] {
  const read = personFacts(facts);
  if (read === null) return [];
  return read.changes.flatMap((change, index) => {
    const told = toldBy(change);
    return told === null ? [] : [{ ...told, person: read.person, change: index }];
  });
}

function toldBy(change: PersonChange): Pick<PersonTold, 'type' | 'account'> | null {
  switch (change.change) {
    case 'bound':
      return { type: 'person.linked', account: accountKey(change.binding.account) };
    case 'unbound':
      return { type: 'person.unlinked', account: accountKey(change.account) };
    case 'outside':
      return { type: change.since === null ? 'person.back' : 'person.left', account: accountKey(change.account) };
    default:
      return null;
  }
}

/** The body of a delivery about a person. */
export function renderPerson(
  tenant: string,
  { at, subject }: Pick<EventBody, 'at' | 'subject'>,
  { type, person, account }: PersonTold,
): string {
  const data = { tenant, subject: subject ?? `person:${person}`, account };
  return JSON.stringify({ type, timestamp: iso(at), data });
}
