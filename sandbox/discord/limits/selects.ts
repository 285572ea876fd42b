import { ComponentType } from 'discord-api-types/v10';
import { isObject } from '../../common/json.ts';
import type { Json } from '../types.ts';
import type { Path, Report } from './report.ts';
import { checkInteger, checkList, checkObject, checkText } from './report.ts';
import { is } from '../is.ts';

const SELECTS: readonly number[] = [
  ComponentType.StringSelect,
  ComponentType.UserSelect,
  ComponentType.RoleSelect,
  ComponentType.MentionableSelect,
  ComponentType.ChannelSelect,
];

export const isSelect = (component: Json): boolean => SELECTS.includes(Number(component['type']));

/** Checks a select menu; its custom_id is looked at with the others of the message or modal. */
export function checkSelect(report: Report, path: Path, select: Json): void {
  const { type, placeholder, min_values: least, max_values: most } = select;
  checkText(report, [...path, 'placeholder'], placeholder, { most: 150 });
  checkInteger(report, [...path, 'min_values'], least, 0, 25);
  checkInteger(report, [...path, 'max_values'], most, 1, 25);
  if (typeof least === 'number' && least > (typeof most === 'number' ? most : 1)) {
    report.add([...path, 'min_values'], 'NUMBER_TYPE_MAX', 'min_values should not be greater than max_values.');
  }
  if (!is(type, ComponentType.StringSelect)) return;
  const options = checkList(report, [...path, 'options'], select['options'] ?? [], 25, 1);
  const values = new Set<unknown>();
  for (const [n, one] of options.entries()) {
    const at = [...path, 'options', n];
    const option = checkObject(report, at, one);
    if (option === undefined) continue;
    checkText(report, [...at, 'label'], option['label'], { least: 1, most: 100, required: true });
    checkText(report, [...at, 'value'], option['value'], { least: 1, most: 100, required: true });
    checkText(report, [...at, 'description'], option['description'], { most: 100 });
    if (values.has(option['value'])) {
      report.add(
        [...at, 'value'],
        'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        'The specified option value is already used',
      );
    }
    values.add(option['value']);
  }
  const marked = options.filter((one) => isObject(one) && one['default'] === true).length;
  if (marked > (typeof most === 'number' ? most : 1)) {
    report.add(
      [...path, 'options'],
      'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
      'The number of default options is greater than max_values',
    );
  }
}
