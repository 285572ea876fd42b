import { array, isObject } from '../../common/json.ts';
import type { Json } from '../types.ts';
import {
  checkChoices,
  checkConfirm,
  checkOption,
  checkOptions,
  checkStyle,
  checkTextObject,
  choicesOf,
} from './objects.ts';
import type { Report } from './report.ts';
import { checkText, missing } from './report.ts';

type Check = (report: Report, pointer: string, element: Json) => void;

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'];
const MULTI_SELECTS = SELECTS.map((type) => `multi_${type}`);
const CHOICES = [...SELECTS, ...MULTI_SELECTS, 'radio_buttons', 'checkboxes', 'datepicker', 'timepicker'];

/** Which elements a section's accessory, an actions block and an input block take. */
export const ALLOWED: Record<'section' | 'actions' | 'input', readonly string[]> = {
  section: ['button', 'overflow', 'image', ...CHOICES],
  actions: ['button', 'overflow', 'datetimepicker', ...CHOICES.filter((type) => !type.startsWith('multi_'))],
  input: ['plain_text_input', 'email_text_input', 'url_text_input', 'number_input', 'datetimepicker', ...CHOICES],
};

const placeholder: Check = (report, pointer, element) =>
  checkTextObject(report, `${pointer}/placeholder`, element['placeholder'], 150, { plain: true });

const chosen = (report: Report, pointer: string, element: Json, choices: Json[]): void => {
  const known = new Set(choices.map((choice) => choice['value']));
  const one = element['initial_option'];
  if (isObject(one) && !known.has(one['value']))
    report.add(`${pointer}/initial_option`, 'initial option is not in options');
  array(element['initial_options']).forEach((option, index) => {
    if (isObject(option) && known.has(option['value'])) return;
    report.add(`${pointer}/initial_options/${index}`, 'initial option is not in options');
  });
};

const choice =
  (most: number): Check =>
  (report, pointer, element) => {
    checkOptions(report, `${pointer}/options`, element['options'], most, true);
    chosen(report, pointer, element, choicesOf(element));
  };

const staticSelect: Check = (report, pointer, element) => {
  placeholder(report, pointer, element);
  checkChoices(report, pointer, element);
  chosen(report, pointer, element, choicesOf(element));
};

const externalSelect: Check = (report, pointer, element) => {
  placeholder(report, pointer, element);
  if (element['initial_option'] !== undefined)
    checkOption(report, `${pointer}/initial_option`, element['initial_option']);
  if (element['options'] !== undefined) report.add(`${pointer}/options`, 'no additional properties allowed: options');
};

const pattern =
  (field: string, expression: RegExp): Check =>
  (report, pointer, element) => {
    placeholder(report, pointer, element);
    const value = element[field];
    if (value !== undefined && !(typeof value === 'string' && expression.test(value))) {
      report.add(`${pointer}/${field}`, `failed to match pattern: ${expression.source}`);
    }
  };

const typed =
  (most: number): Check =>
  (report, pointer, element) => {
    placeholder(report, pointer, element);
    const initial = element['initial_value'];
    if (initial !== undefined && initial !== '') checkText(report, `${pointer}/initial_value`, initial, most);
  };

const CHECKS: Record<string, Check> = {
  button: (report, pointer, element) => {
    checkTextObject(report, `${pointer}/text`, element['text'], 75, { plain: true, required: true });
    if (element['value'] !== '') checkText(report, `${pointer}/value`, element['value'], 2000);
    checkText(report, `${pointer}/url`, element['url'], 3000);
    checkText(report, `${pointer}/accessibility_label`, element['accessibility_label'], 75);
    checkStyle(report, `${pointer}/style`, element['style']);
  },
  overflow: (report, pointer, element) => checkOptions(report, `${pointer}/options`, element['options'], 5, true),
  image: (report, pointer, element) => {
    if (element['slack_file'] === undefined)
      checkText(report, `${pointer}/image_url`, element['image_url'], 3000, true);
    checkText(report, `${pointer}/alt_text`, element['alt_text'], 2000, true);
  },
  static_select: staticSelect,
  multi_static_select: staticSelect,
  external_select: externalSelect,
  multi_external_select: externalSelect,
  radio_buttons: choice(10),
  checkboxes: choice(10),
  datepicker: pattern('initial_date', /^\d{4}-\d{2}-\d{2}$/),
  timepicker: pattern('initial_time', /^\d{2}:\d{2}$/),
  plain_text_input: (report, pointer, element) => {
    typed(3000)(report, pointer, element);
    for (const [field, least] of [['min_length', 0] as const, ['max_length', 1] as const]) {
      const value = element[field];
      if (value === undefined) continue;
      if (typeof value !== 'number' || value < least || value > 3000) {
        report.add(`${pointer}/${field}`, `must be between ${least} and 3000`);
      }
    }
  },
  email_text_input: typed(255),
  url_text_input: typed(3000),
  number_input: (report, pointer, element) => {
    placeholder(report, pointer, element);
    if (typeof element['is_decimal_allowed'] !== 'boolean') missing(report, `${pointer}/is_decimal_allowed`);
  },
};

/** One interactive element (or image) against Slack's limits, and against what its block takes. */
export function checkElement(report: Report, pointer: string, element: unknown, allowed: readonly string[]): void {
  if (!isObject(element)) {
    report.add(pointer, 'must provide an object');
    return;
  }
  const type = String(element['type']);
  if (!allowed.includes(type)) {
    report.add(`${pointer}/type`, `unsupported type: ${type}`);
    return;
  }
  checkText(report, `${pointer}/action_id`, element['action_id'], 255);
  checkConfirm(report, `${pointer}/confirm`, element['confirm']);
  (CHECKS[type] ?? placeholder)(report, pointer, element);
}
