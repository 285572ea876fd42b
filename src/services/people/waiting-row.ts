import { cut } from '../../domain/cut.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Block, Button } from '../../domain/message.ts';
import type { Stake } from './stake.ts';
import type { WaitingChoices } from './waiting-choices.ts';
import { en } from '../../words/en/index.ts';

/** Characters of a name or an address in a question: a chat shows 300 of the whole. */
const mostOfName = 40;

/** An e-mail that waits, what each choice would bring, and a button for each. */
export function waitingRow(found: WaitingChoices): Extract<Block, { kind: 'row' }> {
  const { waiting, same, others, staying, alone, byFile, lacking } = found;
  const { name, account, oldEmail, newEmail, why, since, how } = waiting;
  const words = en.choices;
  const what = why === 'changed' ? words.emailChanged(oldEmail, newEmail) : words.emailTaken(newEmail, staying);
  const leftBehind = alone === null ? '' : words.leftBehind(alone.label, alone.has);
  const isVouched = how === 'vouched';
  return {
    kind: 'row',
    text: words.pending(name, accountKey(account), what, since, [
      ...others.map((one) => words.careful(whoseElse(waiting, one), one.has)),
      ...(same ? [words.same(same.label, same.has, leftBehind)] : []),
      ...(isVouched ? [] : [words.other(someoneElse(found))]),
      ...(byFile === null ? [] : [words.byFile[byFile]]),
      ...(lacking === null ? [] : [lacking]),
    ]),
    buttons: [
      ...(same ? [sameButton(found, same.label)] : []),
      // Vouching takes an address from nobody.
      ...(isVouched ? [] : [otherButton(found)]),
      { label: words.reject, style: 'danger', command: 'refuse-person', args: { waiting: waiting.id } },
    ],
  };
}

/** What somebody else has to do with the e-mail or the account. */
function whoseElse({ account, newEmail }: WaitingChoices['waiting'], { person, label }: Stake): string {
  if (person.emails.some(({ address }) => address === newEmail)) return en.choices.emailBelongs(newEmail, label);
  const isTheirs = person.accounts.some((one) => accountKey(one.account) === accountKey(account));
  return isTheirs ? en.choices.accountBelongs(label) : en.choices.emailBelonged(newEmail, label);
}

function someoneElse({ waiting, same, known }: WaitingChoices): string {
  if (known) return en.choices.becomes(known.label, known.has);
  const keeps = same?.label ?? null;
  return waiting.why === 'changed' ? en.choices.leaves(keeps, keeps) : en.choices.takesEmail(waiting.newEmail, keeps);
}

function sameButton({ waiting, staying, byFile }: WaitingChoices, label: string): Button {
  const { id, why } = waiting;
  const words = en.choices;
  const short = cut(waiting.name, mostOfName);
  const stays = staying.map((one) => cut(one, mostOfName)).join(', ');
  return {
    label: words.sameButton[why],
    style: byFile === 'different' ? 'plain' : 'primary',
    command: 'confirm-person',
    args: { waiting: id },
    confirm: {
      ...words.sameConfirm,
      text:
        why === 'changed'
          ? words.sameKeeps(short, cut(waiting.newEmail, mostOfName))
          : words.sameGets(short, cut(label, mostOfName), stays),
      no: words.goBack,
    },
  };
}

function otherButton({ waiting, known, alone, byFile }: WaitingChoices): Button {
  const words = en.choices;
  const text = alone ? words.otherAlone : known ? words.otherKnown : words.otherNew;
  return {
    label: words.otherButton,
    style: byFile === 'different' ? 'primary' : 'plain',
    command: 'separate-person',
    args: { waiting: waiting.id },
    confirm: {
      ...words.otherConfirm,
      text: text(cut(waiting.name, mostOfName), cut(waiting.newEmail, mostOfName)),
      no: words.goBack,
    },
  };
}
