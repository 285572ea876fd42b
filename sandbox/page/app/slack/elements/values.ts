import type { Element, Option, Value, Values } from '../types.ts';

/** What is held for an element. */
export function heldValue(values: Values, blockId: string, actionId: string): Value | undefined {
  return values[blockId]?.[actionId];
}

/** Every option of an element, those in groups included. */
export function optionsOf(element: Element): Option[] {
  return [...(element.options ?? []), ...(element.option_groups ?? []).flatMap((group) => group.options)];
}

/** What to call an element that has no label of its own. */
export function labelOf(element: Element): string {
  const words = element.type.replaceAll('_', ' ');
  return element.accessibility_label ?? element.placeholder?.text ?? element.text?.text ?? words;
}
