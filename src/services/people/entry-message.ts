import { cut } from '../../domain/cut.ts';
import type { Block, Button, Message } from '../../domain/message.ts';
import type { Person } from '../../ports/people.ts';
import { personRef } from '../identity/identify.ts';
import { hasNow } from '../identity/entries.ts';
import type { PlacedEntry } from '../identity/entries.ts';
import { words } from '../../words/index.ts';

/** Characters of an address on a button and in a question. */
const mostOfName = 40;

/** For the Latchkey administrators: an entry of latchkey.yml names an address that was given up (A8). */
export function entryWaitsMessage({ email, list }: PlacedEntry): Message {
  const texts = words.choices.entry;
  return {
    summary: texts.summary(email),
    tone: 'waiting',
    title: texts.title,
    blocks: [
      { kind: 'text', text: texts.waits(email, list) },
      { kind: 'note', text: texts.note() },
    ],
    buttons: [{ label: words.choices.showPending, style: 'primary', command: 'people', args: {} }],
  };
}

/** An entry that waits, with a button for each person it can mean. `people`: whoever has the address or had it. */
export function entryRow(entry: PlacedEntry, people: readonly Person[]): Extract<Block, { kind: 'row' }> {
  const { email, list } = entry;
  const now = people.find((one) => hasNow(one, email));
  const before = people.filter((one) => one !== now).map((one) => personRef(one).label);
  return {
    kind: 'row',
    text: words.choices.entry.row(email, list, before, now ? personRef(now).label : null),
    buttons: [...people.map((one) => button(entry, one, one === now)), button(entry, null, false)],
  };
}

function button({ id, email, list }: PlacedEntry, person: Person | null, hasIt: boolean): Button {
  const texts = words.choices.entry;
  const label = person === null ? null : cut(personRef(person).label, mostOfName);
  const shown = label === null ? texts.nobody : hasIt ? texts.hasIt(label) : texts.hadIt(label);
  return {
    label: shown,
    style: 'plain',
    command: 'settle-entry',
    args: { entry: id, ...(person !== null && { person: person.id }) },
    confirm: {
      title: texts.confirmTitle,
      text: texts.confirm(cut(email, mostOfName), cut(list, 60), label === null ? null : shown),
      yes: label === null ? texts.nobody : texts.yes,
      no: words.choices.goBack,
    },
  };
}
