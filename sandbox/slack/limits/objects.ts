import { array, isObject } from '../../common/json.ts';
import type { Json } from '../types.ts';
import type { Report } from './report.ts';
import { checkCount, checkText, missing } from './report.ts';

/** A text object of at most `most` characters. */
export function checkTextObject(
  report: Report,
  pointer: string,
  value: unknown,
  most: number,
  { plain = false, required = false } = {},
): void {
  if (value === undefined || value === null) {
    if (required) missing(report, pointer);
    return;
  }
  if (!isObject(value)) {
    report.add(pointer, 'must provide an object');
    return;
  }
  const { type } = value;
  if (type !== 'plain_text' && (plain || type !== 'mrkdwn')) {
    report.add(
      `${pointer}/type`,
      plain ? 'must be a valid enum value: plain_text' : `unsupported type: ${String(type)}`,
    );
  }
  if (type === 'mrkdwn' && 'emoji' in value) report.add(`${pointer}/emoji`, 'no additional properties allowed: emoji');
  if (type === 'plain_text' && 'verbatim' in value) {
    report.add(`${pointer}/verbatim`, 'no additional properties allowed: verbatim');
  }
  checkText(report, `${pointer}/text`, value['text'], most, true);
}

/** The dialog that asks again before an action is sent. */
export function checkConfirm(report: Report, pointer: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (!isObject(value)) {
    report.add(pointer, 'must provide an object');
    return;
  }
  const required = { plain: true, required: true };
  checkTextObject(report, `${pointer}/title`, value['title'], 100, required);
  checkTextObject(report, `${pointer}/text`, value['text'], 300, { required: true });
  checkTextObject(report, `${pointer}/confirm`, value['confirm'], 30, { plain: true });
  checkTextObject(report, `${pointer}/deny`, value['deny'], 30, { plain: true });
  checkStyle(report, `${pointer}/style`, value['style']);
}

export function checkStyle(report: Report, pointer: string, value: unknown): void {
  if (value !== undefined && value !== 'primary' && value !== 'danger') {
    report.add(pointer, 'must be a valid enum value: primary, danger');
  }
}

/** A list of options, as selects, radio buttons, checkboxes and overflow menus have them. */
export function checkOptions(report: Report, pointer: string, value: unknown, most: number, anyText = false): void {
  if (!checkCount(report, pointer, value, most)) return;
  array(value).forEach((option, index) => checkOption(report, `${pointer}/${index}`, option, anyText));
}

export function checkOption(report: Report, pointer: string, option: unknown, anyText = false): void {
  if (!isObject(option)) {
    report.add(pointer, 'must provide an object');
    return;
  }
  checkTextObject(report, `${pointer}/text`, option['text'], 75, { plain: !anyText, required: true });
  checkText(report, `${pointer}/value`, option['value'], 150, true);
  checkTextObject(report, `${pointer}/description`, option['description'], 75, { plain: !anyText });
  checkText(report, `${pointer}/url`, option['url'], 3000);
}

/** `options`, or `option_groups` of them, and not both. */
export function checkChoices(report: Report, pointer: string, element: Json): void {
  const groups = element['option_groups'];
  if (groups === undefined) {
    checkOptions(report, `${pointer}/options`, element['options'], 100);
    return;
  }
  if (element['options'] !== undefined) report.add(pointer, 'only one of options and option_groups is allowed');
  if (!checkCount(report, `${pointer}/option_groups`, groups, 100)) return;
  array(groups).forEach((group, index) => {
    const at = `${pointer}/option_groups/${index}`;
    if (!isObject(group)) {
      report.add(at, 'must provide an object');
      return;
    }
    checkTextObject(report, `${at}/label`, group['label'], 75, { plain: true, required: true });
    checkOptions(report, `${at}/options`, group['options'], 100);
  });
}

/** Every option of an element, those in groups included. */
export function choicesOf(element: Json): Json[] {
  const groups = array(element['option_groups']).filter(isObject);
  return [...array(element['options']), ...groups.flatMap((group) => array(group['options']))].filter(isObject);
}
