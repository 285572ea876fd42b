import { cut } from '../../domain/cut.ts';
import { accountKey } from '../../domain/identity.ts';
import type { Block, Button } from '../../domain/message.ts';
import type { Stake } from './stake.ts';
import type { WaitingChoices } from './waiting-choices.ts';
import { words } from '../../words/index.ts';

/** Characters of a name or an address in a question: a chat shows 300 of the whole. */
const mostOfName = 40;

/** An e-mail that waits, what each choice would bring, and a button for each. */
export function waitingRow(found: WaitingChoices): Extract<Block, { kind: 'row' }> {
  const { waiting, same, others, staying, alone, byFile, lacking } = found;
  const { name, account, oldEmail, newEmail, why, since, how } = waiting;
  const texts = words.choices;
  const what = why === 'changed' ? texts.emailChanged(oldEmail, newEmail) : texts.emailTaken(newEmail, staying);
  const leftBehind = alone === null ? '' : texts.leftBehind(alone.label, alone.has);
  const isVouched = how === 'vouched';
  return {
    kind: 'row',
    text: texts.pending(name, accountKey(account), what, since, [
      ...others.map((one) => texts.careful(whoseElse(waiting, one), one.has)),
      ...(same ? [texts.same(same.label, same.has, leftBehind)] : []),
      ...(isVouched ? [] : [texts.other(someoneElse(found))]),
      ...(byFile === null ? [] : [texts.byFile[byFile]]),
      ...(lacking === null ? [] : [lacking]),
    ]),
    buttons: [
      ...(same ? [sameButton(found, same.label)] : []),
      // Vouching takes an address from nobody.
      ...(isVouched ? [] : [otherButton(found)]),
      { label: texts.reject, style: 'danger', command: 'refuse-person', args: { waiting: waiting.id } },
    ],
  };
}

/** What somebody else has to do with the e-mail or the account. */
function whoseElse({ account, newEmail }: WaitingChoices['waiting'], { person, label }: Stake): string {
  if (person.emails.some(({ address }) => address === newEmail)) return words.choices.emailBelongs(newEmail, label);
  const isTheirs = person.accounts.some((one) => accountKey(one.account) === accountKey(account));
  return isTheirs ? words.choices.accountBelongs(label) : words.choices.emailBelonged(newEmail, label);
}

function someoneElse({ waiting, same, known }: WaitingChoices): string {
  if (known) return words.choices.becomes(known.label, known.has);
  const keeps = same?.label ?? null;
  return waiting.why === 'changed'
    ? words.choices.leaves(keeps, keeps)
    : words.choices.takesEmail(waiting.newEmail, keeps);
}

function sameButton({ waiting, staying, byFile }: WaitingChoices, label: string): Button {
  const { id, why } = waiting;
  const texts = words.choices;
  const short = cut(waiting.name, mostOfName);
  const stays = staying.map((one) => cut(one, mostOfName)).join(', ');
  return {
    label: texts.sameButton[why],
    style: byFile === 'different' ? 'plain' : 'primary',
    command: 'confirm-person',
    args: { waiting: id },
    confirm: {
      ...texts.sameConfirm,
      text:
        why === 'changed'
          ? texts.sameKeeps(short, cut(waiting.newEmail, mostOfName))
          : texts.sameGets(short, cut(label, mostOfName), stays),
      no: texts.goBack,
    },
  };
}

function otherButton({ waiting, known, alone, byFile }: WaitingChoices): Button {
  const texts = words.choices;
  const text = alone ? texts.otherAlone : known ? texts.otherKnown : texts.otherNew;
  return {
    label: texts.otherButton,
    style: byFile === 'different' ? 'primary' : 'plain',
    command: 'separate-person',
    args: { waiting: waiting.id },
    confirm: {
      ...texts.otherConfirm,
      text: text(cut(waiting.name, mostOfName), cut(waiting.newEmail, mostOfName)),
      no: texts.goBack,
    },
  };
}
