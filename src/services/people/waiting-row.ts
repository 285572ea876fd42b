import { cut } from '../../domain/cut.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Block, Button } from '../../domain/message.ts';
import type { Stake } from './stake.ts';
import type { WaitingChoices } from './waiting-choices.ts';

/** Characters of a name or an address in a question: a chat shows 300 of the whole. */
const mostOfName = 40;

/** An e-mail that waits, what each choice would bring, and a button for each. */
export function waitingRow(choices: WaitingChoices): Extract<Block, { kind: 'row' }> {
  const { waiting, same, others, staying, alone } = choices;
  const { name, account, oldEmail, newEmail, why, since } = waiting;
  return {
    kind: 'row',
    text: [
      { strong: name },
      ` (${accountKey(account)}): `,
      why === 'changed'
        ? `the e-mail changed from ${oldEmail ?? 'none'} to ${newEmail}`
        : `has the e-mail ${newEmail}, which belongs to another account${staying.length === 0 ? '' : ` (also to ${staying.join(', ')}, which stays)`}`,
      ', since ',
      { time: since },
      ...others.map((one) => `. Careful: ${whoseElse(waiting, one)}, who ${one.has}`),
      ...(same ? [`. Same person: the account acts as ${same.label}, who ${same.has}${leftBehind(alone)}`] : []),
      ...(waiting.how === 'vouched' ? ['.'] : [`. Someone else: ${someoneElse(choices)}`]),
      ...(choices.byFile === null ? [] : [` By latchkey.yml, they are ${fileSays[choices.byFile]}.`]),
      ...(choices.lacking === null ? [] : [` ${choices.lacking}`]),
    ],
    buttons: [
      ...(same ? [sameButton(choices, same.label)] : []),
      // An administrator's word takes an address from nobody.
      ...(waiting.how === 'vouched' ? [] : [otherButton(choices)]),
      refuseButton(waiting.id),
    ],
  };
}

const fileSays = { same: 'one human (people.same)', different: 'two people (people.different)' } as const;

/** What somebody else has to do with the e-mail or the account. */
function whoseElse({ account, newEmail }: WaitingChoices['waiting'], { person, label }: Stake): string {
  if (person.emails.some(({ address }) => address === newEmail))
    return `${newEmail} belongs to another person, ${label}`;
  const isTheirs = person.accounts.some((one) => accountKey(one.account) === accountKey(account));
  return isTheirs ? `the account belongs to ${label}` : `${newEmail} was the address of another person, ${label}`;
}

/** What an account had in its own name stays there (A7); a hand-over can bring it along. */
function leftBehind(alone: Stake | null): string {
  return alone === null ? '' : `; what it requested in its own name stays with ${alone.label}, who ${alone.has}`;
}

function someoneElse({ waiting, same, known }: WaitingChoices): string {
  if (known) return `the account becomes ${known.label}, who ${known.has}.`;
  const kept = same ? `, and ${same.label} keeps the rest` : '';
  return waiting.why === 'changed'
    ? `the account leaves ${same?.label ?? 'its person'} and becomes a new person without access${kept}.`
    : `the account becomes a new person without access. ${waiting.newEmail} no longer identifies who has it now${kept}.`;
}

function sameButton({ waiting, staying, byFile }: WaitingChoices, label: string): Button {
  const { id, name, newEmail, why } = waiting;
  const [short, email, shown] = [name, newEmail, label].map((one) => cut(one, mostOfName));
  const stays = staying.map((one) => cut(one, mostOfName)).join(', ');
  return {
    label: why === 'changed' ? 'Same person' : 'Same person, new account',
    style: byFile === 'different' ? 'plain' : 'primary',
    command: 'confirm-person',
    args: { waiting: id },
    confirm: {
      title: 'Is it the same person?',
      text:
        why === 'changed'
          ? `${short} keeps everything, with the e-mail ${email}.`
          : `${short} gets everything that ${shown} has.${stays === '' ? '' : ` So will ${stays}, as before. If that is someone else’s, remove that link too.`}`,
      yes: 'Same person',
      no: 'Go back',
    },
  };
}

function otherButton({ waiting, known, alone, byFile }: WaitingChoices): Button {
  const [short, email] = [waiting.name, waiting.newEmail].map((one) => cut(one, mostOfName));
  return {
    label: 'Someone else',
    style: byFile === 'different' ? 'primary' : 'plain',
    command: 'separate-person',
    args: { waiting: waiting.id },
    confirm: {
      title: 'Is it someone else?',
      text: alone
        ? `${short} keeps what they requested in their own name, with the e-mail ${email}. Nobody else loses any access.`
        : known
          ? `${short} becomes the person who was added as ${email}, and gets what that person has.`
          : `${short} becomes a new person with the e-mail ${email} and without access. Nobody else loses any access.`,
      yes: 'Someone else',
      no: 'Go back',
    },
  };
}

function refuseButton(waiting: string): Button {
  return { label: 'Refuse', style: 'danger', command: 'refuse-person', args: { waiting } };
}
