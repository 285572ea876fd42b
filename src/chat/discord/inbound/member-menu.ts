import { ComponentType } from 'discord-api-types/v10';
import { readEntitlementText } from '../../../domain/entitlement-text.ts';
import { longestTyped } from '../../../domain/button-form.ts';
import { memberCommands } from '../connect/description.ts';
import type { ModalJson } from '../outbound/modals.ts';
import { modal, textInput } from '../outbound/modals.ts';
import { accountOf } from '../people/account.ts';
import type { CommandData } from './interaction.ts';
import { whoOfPicked } from './parse.ts';
import type { Typed } from './parse.ts';
import { words } from '../../../words/index.ts';

/** A command of a member's menu. */
const menuCommand = 2;
const longestWhat = 200;

/** What somebody chose in a member's menu: a command, or a form about that member; null: it's none of ours. */
export function chosenInMenu(data: CommandData): Typed | { readonly modal: ModalJson } | null {
  const { type, name, target_id: target } = data;
  if (type !== menuCommand || target === undefined) return null;
  if (name === memberCommands.show) {
    return { command: 'who', args: { who: whoOfPicked(target, data.resolved ?? {}) } };
  }
  return name === memberCommands.grant ? { modal: grantModal(target) } : null;
}

/**
 * What to give to whom, for how long and why. It names nothing that there is and looks nobody up: whether they may is decided
 * when it's sent.
 */
function grantModal(user: string): ModalJson {
  const texts = words.memberMenu;
  return modal(`form:${stateOf(user)}`, texts.grant, [
    { type: ComponentType.TextDisplay, content: `${texts.to}<@${user}>` },
    textInput('what', texts.what, { most: longestWhat, hint: texts.whatHint, required: true }),
    textInput('duration', words.form.duration, { most: longestTyped.duration, hint: texts.lengthHint }),
    textInput('reason', words.form.reason, { long: true, most: longestTyped.reason, hint: texts.reasonHint }),
  ]);
}

/** The form again, by what its id says; null: it's another form. */
export function grantAgain(state: string): ModalJson | null {
  const user = userIn(state);
  return user === null ? null : grantModal(user);
}

/** What the form gives when it's sent; null: it's another form. What was typed is read as in a command. */
export function granted(
  state: string,
  { what = '', duration, reason }: Readonly<Record<string, string>>,
): Typed | null {
  const user = userIn(state);
  if (user === null) return null;
  const typed = what.trim();
  return {
    command: 'grant',
    args: {
      ...(readEntitlementText(typed) ?? { kind: typed }),
      who: [{ kind: 'account', account: accountOf(user), shown: `discord:${user}` }],
      ...(duration?.trim() && { duration: duration.trim() }),
      ...(reason?.trim() && { reason: reason.trim() }),
    },
  };
}

const stateOf = (user: string): string => `grant.${user}`;

function userIn(state: string): string | null {
  return /^grant\.(\d{1,20})$/.exec(state)?.[1] ?? null;
}
