/** The id of the access that a message is about, which stands where it is typed; undefined: it names none. */
export function accessIdIn(text: string): string | undefined {
  return /\/access why ([0-9a-z]{12})\b/.exec(text)?.[1];
}
