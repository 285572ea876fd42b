import { idText, isObject, object } from '../../common/json.ts';
import type { Json } from '../types.ts';
import { isEmptyValue } from './values.ts';

/** What Slack's client itself finds wrong before it sends a form: a sentence by block_id. */
export function inputErrors(blocks: Json[], values: Record<string, Json>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks.filter((one) => one['type'] === 'input')) {
    const element = object(block['element']);
    const value = object(values[String(block['block_id'])]?.[String(element['action_id'])]);
    const wrong = isEmptyValue(value) ? requiredError(block) : contentError(element, value);
    if (wrong !== undefined) errors[String(block['block_id'])] = wrong;
  }
  return errors;
}

const requiredError = (block: Json): string | undefined =>
  block['optional'] === true ? undefined : 'Please complete this required field.';

function contentError(element: Json, value: Json): string | undefined {
  const { type } = element;
  const content = typeof value['value'] === 'string' ? value['value'] : '';
  if (type === 'plain_text_input') return lengthError(element, content);
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(content)) return 'Enter a valid email address.';
  if (type === 'url_text_input' && !/^https?:\/\/\S+$/.test(content)) return 'Enter a valid link.';
  if (type === 'number_input') return numberError(element, content);
  const most = element['max_selected_items'];
  const chosen = Object.entries(value).find(([key]) => key.startsWith('selected_'))?.[1];
  if (typeof most === 'number' && Array.isArray(chosen) && chosen.length > most) return `Choose no more than ${most}.`;
  return isObject(value) ? undefined : 'Please complete this required field.';
}

function lengthError(element: Json, content: string): string | undefined {
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3000);
  if (content.length < least) return `Enter at least ${least} characters.`;
  if (content.length > most) return `Enter no more than ${most} characters.`;
  return undefined;
}

function numberError(element: Json, content: string): string | undefined {
  const number = Number(content);
  if (Number.isNaN(number)) return 'Enter a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Enter a whole number.';
  const { min_value: least, max_value: most } = element;
  if (least !== undefined && number < Number(least)) return `Enter ${idText(least)} or more.`;
  if (most !== undefined && number > Number(most)) return `Enter ${idText(most)} or less.`;
  return undefined;
}
