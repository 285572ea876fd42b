/**
 * A name that somebody chose for themselves in a chat, as it may stand in a sentence: a colon between two signs becomes the
 * look-alike `∶` (U+2236). So no name reads as an account's written form (`PLATFORM:ID`), which a chat may show as the mention
 * of that account: nobody passes for somebody else. Well-formed, of the same length, and any other sign is as it was.
 */
export function freeName(name: string): string {
  return name.toWellFormed().replace(/(?<=[a-z0-9-]):(?=[a-z0-9])/gi, '∶');
}
