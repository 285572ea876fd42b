import { readFile } from 'node:fs/promises';
import { readAnchor } from '../services/audit/anchors.ts';
import type { Anchor } from '../services/audit/anchors.ts';
import { wrongUse } from './io.ts';

/** Anchors given one by one, and those of a file with lines pasted from an audit channel. */
export async function anchorsOf({
  anchor = [],
  anchors,
}: {
  readonly anchor?: readonly Anchor[];
  readonly anchors?: string;
}): Promise<readonly Anchor[]> {
  return [...anchor, ...(anchors === undefined ? [] : await anchorsIn(anchors))];
}

/** Lines without an anchor, such as typed reasons, are passed over. */
async function anchorsIn(file: string): Promise<readonly Anchor[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw wrongUse(`The file ${file} can't be read: check --anchors.`, error);
  });
  const anchors = text.split(/\r?\n/).flatMap((line) => readAnchor(line) ?? []);
  if (anchors.length === 0) {
    throw wrongUse(`No line of ${file} ends with #SEQ·HASH or SEQ:HASH: paste lines of the audit channel into it.`);
  }
  return anchors;
}
