/** Collects an option that can be repeated, for commander. */
export function several(text: string, before: string[] = []): string[] {
  return [...before, text];
}
