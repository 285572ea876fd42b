/** How long Discord takes a text to be: its Unicode characters are counted, not their halves. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}
