import { cut } from '../../domain/cut.ts';
import type { Block, Button, Message } from '../../domain/message.ts';
import type { Person } from '../../ports/people.ts';
import { personRef } from '../identity/identify.ts';
import { hasNow } from '../identity/entries.ts';
import type { PlacedEntry } from '../identity/entries.ts';

/** Characters of an address on a button and in a question. */
const mostOfName = 40;

/** For the Latchkey administrators: an entry of latchkey.yml names an address that was given up (A8). */
export function entryWaitsMessage({ email, list }: PlacedEntry): Message {
  return {
    summary: `Whom does ${email} in latchkey.yml mean?`,
    tone: 'waiting',
    title: 'Whom does this address mean?',
    blocks: [
      {
        kind: 'text',
        text: [
          { strong: email },
          ` is new in ${list} in latchkey.yml, but whoever had it first doesn’t have it any more. It means nobody until a Latchkey administrator decides.`,
        ],
      },
      { kind: 'note', text: [{ code: '/access people' }, ' shows whom it can mean.'] },
    ],
    buttons: [{ label: 'Show what waits', style: 'primary', command: 'people', args: {} }],
  };
}

/** An entry that waits, with a button for each person it can mean. `people`: whoever has the address or had it. */
export function entryRow(entry: PlacedEntry, people: readonly Person[]): Extract<Block, { kind: 'row' }> {
  const { email, list } = entry;
  const now = people.find((one) => hasNow(one, email));
  const before = people.filter((one) => one !== now).map((one) => personRef(one).label);
  const whose = now ? ` It belongs to ${personRef(now).label} now.` : ' Nobody has it now.';
  return {
    kind: 'row',
    text: [
      { strong: email },
      ` in ${list} in latchkey.yml means nobody until you decide: it was the address of ${before.join(' and ') || 'somebody else'}.${whose}`,
    ],
    buttons: [
      ...people.map((one) => button(entry, one, one === now ? 'has it now' : 'had it')),
      button(entry, null, ''),
    ],
  };
}

function button({ id, email, list }: PlacedEntry, person: Person | null, how: string): Button {
  const label = person === null ? 'Nobody' : cut(personRef(person).label, mostOfName);
  const what = person === null ? 'nobody' : `${label}, who ${how}`;
  return {
    label: person === null ? 'Nobody' : `${label} (${how})`,
    style: 'plain',
    command: 'settle-entry',
    args: { entry: id, ...(person !== null && { person: person.id }) },
    confirm: {
      title: 'Whom does it mean?',
      text: `${cut(email, mostOfName)} in ${cut(list, 60)} will mean ${what}, as long as it stands there.`,
      yes: person === null ? 'Nobody' : 'Yes',
      no: 'Go back',
    },
  };
}
