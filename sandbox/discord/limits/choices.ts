import { ApplicationCommandOptionType } from 'discord-api-types/v10';
import type { Path, Report } from './report.ts';
import { checkList, checkObject, checkText } from './report.ts';
import { is } from '../is.ts';

export interface Choice {
  name: string;
  value: string | number;
}

/** Checks the choices of an option or of an autocompletion, whose values are as the option's type wants them. */
export function checkChoices(report: Report, path: Path, given: unknown, type: number): Choice[] {
  const choices: Choice[] = [];
  for (const [n, one] of checkList(report, path, given, 25).entries()) {
    const at = [...path, n];
    const choice = checkObject(report, at, one);
    if (choice === undefined) continue;
    const { name, value } = choice;
    const named = checkText(report, [...at, 'name'], name, { least: 1, most: 100, required: true });
    if (!is(type, ApplicationCommandOptionType.String)) {
      const fits = is(type, ApplicationCommandOptionType.Integer) ? Number.isInteger(value) : Number.isFinite(value);
      if (!fits) report.add([...at, 'value'], 'NUMBER_TYPE_COERCE', `Value "${String(value)}" is not a number.`);
      else if (named) choices.push({ name, value: value as number });
    } else if (checkText(report, [...at, 'value'], value, { most: 100, required: true }) && named) {
      choices.push({ name, value });
    }
  }
  return choices;
}
