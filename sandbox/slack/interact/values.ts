import { array, idText, isObject } from '../../common/json.ts';
import { elementsOf } from '../limits/blocks.ts';
import { choicesOf } from '../limits/objects.ts';
import type { Json } from '../types.ts';

/** The field of a state value in which an element's content stands, and the field with which it begins. */
const FIELDS: Record<string, [field: string, initial: string]> = {
  plain_text_input: ['value', 'initial_value'],
  email_text_input: ['value', 'initial_value'],
  url_text_input: ['value', 'initial_value'],
  number_input: ['value', 'initial_value'],
  static_select: ['selected_option', 'initial_option'],
  external_select: ['selected_option', 'initial_option'],
  radio_buttons: ['selected_option', 'initial_option'],
  users_select: ['selected_user', 'initial_user'],
  conversations_select: ['selected_conversation', 'initial_conversation'],
  channels_select: ['selected_channel', 'initial_channel'],
  checkboxes: ['selected_options', 'initial_options'],
  multi_static_select: ['selected_options', 'initial_options'],
  multi_external_select: ['selected_options', 'initial_options'],
  multi_users_select: ['selected_users', 'initial_users'],
  multi_conversations_select: ['selected_conversations', 'initial_conversations'],
  multi_channels_select: ['selected_channels', 'initial_channels'],
  datepicker: ['selected_date', 'initial_date'],
  timepicker: ['selected_time', 'initial_time'],
  datetimepicker: ['selected_date_time', 'initial_date_time'],
};

const isMany = (field: string): boolean => field.endsWith('s');
const typeOf = (element: Json): string => String(element['type']);

/** Whether an element holds a value (a button and an overflow menu hold none). */
export function holdsValue(element: Json): boolean {
  return typeOf(element) in FIELDS;
}

/**
 * An element's state value from what a person gave: a text, an option's value or a list of them, an id, a date; or
 * Slack's own shape already.
 * @param given null or '' empties it
 * @returns undefined where it names no option of the element
 */
export function stateValue(element: Json, given: unknown): Json | undefined {
  const type = typeOf(element);
  const [field] = FIELDS[type] ?? [];
  if (field === undefined) return undefined;
  if (isObject(given) && field in given) return { ...given, type };
  if (given === null || given === undefined || given === '') return { type, [field]: isMany(field) ? [] : null };
  if (field === 'selected_option') return optional(type, field, choose(element, given));
  if (field === 'selected_options') {
    const chosen = array(given).map((one) => choose(element, one));
    return chosen.includes(undefined) ? undefined : { type, [field]: chosen };
  }
  if (isMany(field)) return { type, [field]: array(given) };
  return { type, [field]: field === 'selected_date_time' ? Number(given) : idText(given) };
}

function optional(type: string, field: string, value: Json | undefined): Json | undefined {
  return value === undefined ? undefined : { type, [field]: value };
}

/** An option by its value; an external select takes a whole option, since only its app knows them. */
export function choose(element: Json, given: unknown): Json | undefined {
  if (isObject(given)) return given;
  return choicesOf(element).find((option) => option['value'] === given);
}

/** The state values of blocks: what was typed where the element is still of that type, else its initial value. */
export function valuesOf(blocks: Json[], typed: Record<string, Json>): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const block of blocks) {
    for (const element of elementsOf(block).filter(holdsValue)) {
      const blockId = String(block['block_id']);
      const actionId = String(element['action_id']);
      const held = typed[blockId]?.[actionId];
      const isKept = isObject(held) && held['type'] === element['type'] && isStillThere(element, held);
      values[blockId] = { ...values[blockId], [actionId]: isKept ? held : initialValue(element) };
    }
  }
  return values;
}

function initialValue(element: Json): Json {
  const [field = 'value', initial = ''] = FIELDS[typeOf(element)] ?? [];
  return { type: element['type'], [field]: element[initial] ?? (isMany(field) ? [] : null) };
}

function isStillThere(element: Json, held: Json): boolean {
  const option = held['selected_option'];
  if (!isObject(option) || typeOf(element) === 'external_select') return true;
  return choicesOf(element).some((one) => one['value'] === option['value']);
}

/** Whether a state value says nothing. */
export function isEmptyValue(value: Json): boolean {
  const [field = 'value'] = FIELDS[typeOf(value)] ?? [];
  const content = value[field];
  return (
    content === null || content === undefined || content === '' || (Array.isArray(content) && content.length === 0)
  );
}
