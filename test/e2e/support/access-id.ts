/**
 * The id of the access that a message is about, which stands where it is typed: `/access why ID`, or `id:ID` behind Discord's
 * link to the command. Undefined: it names none.
 */
export function accessIdIn(text: string): string | undefined {
  return /(?:\/access why |`id:)([0-9a-z]{12})\b/.exec(text)?.[1];
}
