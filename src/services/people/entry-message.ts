import { cut } from '../../domain/cut.ts';
import type { Block, Button, Message } from '../../domain/message.ts';
import type { Person } from '../../ports/people.ts';
import { personRef } from '../identity/identify.ts';
import { hasNow } from '../identity/entries.ts';
import type { PlacedEntry } from '../identity/entries.ts';
import { en } from '../../words/en/index.ts';

/** Characters of an address on a button and in a question. */
const mostOfName = 40;

/** For the Latchkey administrators: an entry of latchkey.yml names an address that was given up (A8). */
export function entryWaitsMessage({ email, list }: PlacedEntry): Message {
  const words = en.choices.entry;
  return {
    summary: words.summary(email),
    tone: 'waiting',
    title: words.title,
    blocks: [
      { kind: 'text', text: words.waits(email, list) },
      { kind: 'note', text: words.note() },
    ],
    buttons: [{ label: en.choices.showPending, style: 'primary', command: 'people', args: {} }],
  };
}

/** An entry that waits, with a button for each person it can mean. `people`: whoever has the address or had it. */
export function entryRow(entry: PlacedEntry, people: readonly Person[]): Extract<Block, { kind: 'row' }> {
  const { email, list } = entry;
  const now = people.find((one) => hasNow(one, email));
  const before = people.filter((one) => one !== now).map((one) => personRef(one).label);
  return {
    kind: 'row',
    text: en.choices.entry.row(email, list, before, now ? personRef(now).label : null),
    buttons: [...people.map((one) => button(entry, one, one === now)), button(entry, null, false)],
  };
}

function button({ id, email, list }: PlacedEntry, person: Person | null, hasIt: boolean): Button {
  const words = en.choices.entry;
  const label = person === null ? null : cut(personRef(person).label, mostOfName);
  const shown = label === null ? words.nobody : hasIt ? words.hasIt(label) : words.hadIt(label);
  return {
    label: shown,
    style: 'plain',
    command: 'settle-entry',
    args: { entry: id, ...(person !== null && { person: person.id }) },
    confirm: {
      title: words.confirmTitle,
      text: words.confirm(cut(email, mostOfName), cut(list, 60), label === null ? null : shown),
      yes: label === null ? words.nobody : words.yes,
      no: en.choices.goBack,
    },
  };
}
