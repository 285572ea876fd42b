import type { Call, Outcome } from '../src/domain/call.ts';
import type { Button } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import type { Again } from '../src/domain/typed-again.ts';
import { againButton } from '../src/domain/typed-again.ts';
import type { Failure, Fix } from '../src/services/arguments.ts';
import { words } from '../src/words/index.ts';

/** Longer lines are no slips of the finger, and are not repeated. */
const mostTyped = 200;

/** What fits on a button in both chats, in characters. */
const mostLabel = 70;

type Given = Pick<Call, 'command' | 'args' | 'typed' | 'line'>;

/** Why something given can't be used, with what was probably meant as buttons that give it for the same account. */
export function refuseTyped(call: Given, { sentence, near = [] }: Omit<Failure, 'ok'>): Outcome {
  const buttons = near.flatMap((fix) => correctedButton(call, fix) ?? []);
  return { ok: false, message: { ...say(sentence, 'bad'), ...(buttons.length > 0 && { buttons }) } };
}

/** A button that gives a command for whoever presses it; null: it doesn't fit. `label`: what it says. */
export function givesCommand(label: string, again: Again): Button | null {
  const button = againButton(again);
  return button && { ...button, label, style: 'primary' };
}

function correctedButton({ command, args, typed, line }: Given, fix: Fix): Button | null {
  if (line === undefined) {
    const right = correctedArgs(args, fix);
    return right && givesCommand(words.typing.use(fix.right), { command, args: right });
  }
  const right = corrected(line, fix);
  if (right === null) return null;
  const shown = typed === undefined ? null : corrected(typed, fix);
  const fits = shown !== null && shown.length <= mostLabel;
  return givesCommand(fits ? shown : words.typing.use(fix.right), { line: right });
}

/** The text with the one word changed; null where it isn't there exactly once as it was read. */
export function corrected(text: string, { wrong, right }: Fix): string | null {
  if (text.length > mostTyped || wrong === '') return null;
  const parts = text.toLowerCase().split(wrong.toLowerCase());
  const [before = '', after = ''] = parts;
  const isWord = !/[\p{L}\p{N}-]$/u.test(before) && !/^[\p{L}\p{N}-]/u.test(after);
  if (parts.length !== 2 || !isWord) return null;
  return `${text.slice(0, before.length)}${right}${text.slice(before.length + wrong.length)}`;
}

/** The arguments with the word changed in the only one that has it. */
function correctedArgs(args: Call['args'], fix: Fix): Call['args'] | null {
  const changed = Object.entries(args).flatMap(([name, value]) => {
    const right = typeof value === 'string' ? corrected(value, fix) : null;
    return right === null ? [] : [{ [name]: right }];
  });
  const [only, ...more] = changed;
  return only === undefined || more.length > 0 ? null : { ...args, ...only };
}
