import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { isObject } from '../../common/json.ts';
import type { Json } from '../types.ts';
import { checkUrl } from './embeds.ts';
import type { Path, Report } from './report.ts';
import { checkList, checkObject, checkText } from './report.ts';
import { checkSelect, isSelect } from './selects.ts';
import { is } from '../is.ts';

/** Checks a message's rows of buttons and selects. @returns them with Discord's numeric ids filled in */
export function checkComponents(report: Report, given: unknown): Json[] {
  const rows = checkList(report, ['components'], given, 5);
  const customIds = createCustomIds(report);
  for (const [n, one] of rows.entries()) {
    const path = ['components', n];
    const row = checkObject(report, path, one);
    if (row === undefined) continue;
    if (!is(row['type'], ComponentType.ActionRow)) {
      report.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).');
      continue;
    }
    const inside = checkList(report, [...path, 'components'], row['components'] ?? [], 5, 1);
    for (const [m, item] of inside.entries()) {
      const at = [...path, 'components', m];
      const component = checkObject(report, at, item);
      if (component === undefined) continue;
      if (is(component['type'], ComponentType.Button)) checkButton(report, at, component);
      else if (isSelect(component)) {
        checkSelect(report, at, component);
        if (inside.length > 1) {
          report.add([...path], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The row is too wide: a select stands alone in it.');
        }
      } else
        report.add([...at, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).');
      if (!is(component['style'], ButtonStyle.Link)) customIds.check(at, component);
    }
  }
  return withIds(rows.filter(isObject));
}

/** Looks that every custom_id is there, of 1 to 100 characters, and the only one of its kind. */
export function createCustomIds(report: Report): { check: (path: Path, component: Json) => void } {
  const seen = new Set<string>();
  return {
    check: (path, component) => {
      const id = component['custom_id'];
      const at = [...path, 'custom_id'];
      if (!checkText(report, at, id, { least: 1, most: 100, required: true })) return;
      if (seen.has(id)) report.add(at, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated');
      seen.add(id);
    },
  };
}

function checkButton(report: Report, path: Path, button: Json): void {
  const { style, label, emoji, url, custom_id: customId } = button;
  if (!Number.isInteger(style) || (style as number) < 1 || (style as number) > 5) {
    report.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2, 3, 4, 5}.');
  }
  checkText(report, [...path, 'label'], label, { most: 80 });
  if ((label === undefined || label === null || label === '') && !isObject(emoji)) {
    report.add(path, 'BUTTON_COMPONENT_LABEL_REQUIRED', 'A button needs a label or an emoji');
  }
  const isLink = is(style, ButtonStyle.Link);
  if (isLink && customId !== undefined) {
    report.add(
      path,
      'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
      'A custom id and url cannot both be specified',
    );
  }
  if (!isLink && url !== undefined && url !== null) {
    report.add(path, 'BUTTON_COMPONENT_INVALID_URL', 'Only a link button may have an url');
  }
  if (isLink && checkText(report, [...path, 'url'], url, { least: 1, most: 512, required: true })) {
    checkUrl(report, [...path, 'url'], url);
  }
}

/** Numbers every component that has no id of its own, in the order of the message, from 1. */
export function withIds(components: Json[]): Json[] {
  const taken = new Set<unknown>();
  const collect = (component: Json): void => {
    taken.add(component['id']);
    childrenOf(component).forEach(collect);
  };
  components.forEach(collect);
  let last = 0;
  const nextId = (): number => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const number = (component: Json): Json => {
    const given = component['id'];
    const id = typeof given === 'number' && given > 0 ? given : nextId();
    const numbered: Json = { ...component, id };
    if (Array.isArray(component['components'])) numbered['components'] = childrenOf(component).map(number);
    else if (isObject(component['component'])) numbered['component'] = number(component['component']);
    return numbered;
  };
  return components.map(number);
}

/** The components inside one: a row's, or a label's. */
export function childrenOf(component: Json): Json[] {
  const inside: unknown = component['components'] ?? component['component'];
  const list: unknown[] = Array.isArray(inside) ? inside : [inside];
  return list.filter(isObject);
}
