/** Whether a value out of JSON is this one of Discord's numbers: a type of component, of option, of interaction … */
export function is(value: unknown, wanted: number): boolean {
  return value === wanted;
}
