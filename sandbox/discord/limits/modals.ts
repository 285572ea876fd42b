import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import type { Json } from '../types.ts';
import { childrenOf, createCustomIds, withIds } from './components.ts';
import type { Path, Report } from './report.ts';
import { checkInteger, checkList, checkObject, checkText, createReport } from './report.ts';
import { checkSelect, isSelect } from './selects.ts';
import { is } from '../is.ts';

export interface ModalContent {
  title: string;
  customId: string;
  components: Json[];
}

/** A modal as an interaction's answer gives it. @throws a refusal: 50035 Invalid Form Body */
export function modalOf(given: Json): ModalContent {
  const report = createReport(['data']);
  const { title, custom_id: customId } = given;
  checkText(report, ['custom_id'], customId, { least: 1, most: 100, required: true });
  checkText(report, ['title'], title, { least: 1, most: 45, required: true });
  const customIds = createCustomIds(report);
  const components: Json[] = [];
  for (const [n, one] of checkList(report, ['components'], given['components'] ?? [], 5, 1).entries()) {
    const path = ['components', n];
    const component = checkObject(report, path, one);
    if (component === undefined) continue;
    components.push(component);
    if (is(component['type'], ComponentType.TextDisplay)) {
      checkText(report, [...path, 'content'], component['content'], { least: 1, most: 2000, required: true });
      continue;
    }
    const isLabel = is(component['type'], ComponentType.Label);
    if (!isLabel && !is(component['type'], ComponentType.ActionRow)) {
      report.add([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1, 10, 18).');
      continue;
    }
    if (isLabel) {
      checkText(report, [...path, 'label'], component['label'], { least: 1, most: 45, required: true });
      checkText(report, [...path, 'description'], component['description'], { most: 100 });
    }
    const inside = childrenOf(component);
    if (inside.length !== 1) {
      report.add(path, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A row of a modal holds exactly one component.');
    }
    for (const [m, input] of inside.entries()) {
      const at = isLabel ? [...path, 'component'] : [...path, 'components', m];
      checkInput(report, at, input, isLabel);
      customIds.check(at, input);
    }
  }
  report.settle();
  return { title: String(title), customId: String(customId), components: withIds(components) };
}

function checkInput(report: Report, path: Path, input: Json, inLabel: boolean): void {
  if (inLabel && isSelect(input)) {
    checkSelect(report, path, input);
    return;
  }
  if (!is(input['type'], ComponentType.TextInput)) {
    const choices = inLabel ? '(3, 4, 5, 6, 7, 8)' : '(4,)';
    report.add([...path, 'type'], 'UNION_TYPE_CHOICES', `Value of field "type" must be one of ${choices}.`);
    return;
  }
  const { style, label, min_length: least, max_length: most, value, placeholder } = input;
  if (!is(style, TextInputStyle.Short) && !is(style, TextInputStyle.Paragraph)) {
    report.add([...path, 'style'], 'BASE_TYPE_CHOICES', 'Value must be one of {1, 2}.');
  }
  if (!inLabel) checkText(report, [...path, 'label'], label, { least: 1, most: 45, required: true });
  checkInteger(report, [...path, 'min_length'], least, 0, 4000);
  checkInteger(report, [...path, 'max_length'], most, 1, 4000);
  checkText(report, [...path, 'value'], value, { most: typeof most === 'number' ? Math.min(most, 4000) : 4000 });
  checkText(report, [...path, 'placeholder'], placeholder, { most: 100 });
  if (typeof least === 'number' && typeof most === 'number' && least > most) {
    report.add([...path, 'min_length'], 'NUMBER_TYPE_MAX', 'min_length should not be greater than max_length.');
  }
}
