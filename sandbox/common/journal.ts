import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
} from 'node:fs';
import { rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { array, parsed } from './json.ts';

/** One change: a collection, a key, and the new value, or null where it is gone. */
export type Entry = [collection: string, key: string, value: unknown];

export interface Journal {
  append: (entry: Entry) => void;
  /** Replaces everything kept by these entries, at once or not at all. */
  replace: (entries: Entry[]) => void;
}

/**
 * Keeps state in a folder: a snapshot, and the changes since then, one line each. A line that a kill cut short is left out.
 * @returns the journal and the entries to begin with, oldest first
 */
export function openJournal(folder: string): { journal: Journal; entries: Entry[] } {
  mkdirSync(folder, { recursive: true });
  const snapshot = join(folder, 'snapshot.jsonl');
  const changes = join(folder, 'changes.jsonl');
  const journal: Journal = {
    append: (entry) => appendFileSync(changes, `${JSON.stringify(entry)}\n`),
    replace: (entries) => {
      writeWhole(snapshot, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      rmSync(changes, { force: true });
    },
  };
  return { journal, entries: [...read(snapshot), ...read(changes)] };
}

function read(file: string): Entry[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8').split('\n').map(parsed).filter(isEntry);
}

function isEntry(value: unknown): value is Entry {
  const [collection, key] = array(value);
  return typeof collection === 'string' && typeof key === 'string';
}

function writeWhole(file: string, content: string): void {
  const temporary = `${file}.new`;
  const handle = openSync(temporary, 'w');
  writeSync(handle, content);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(temporary, file);
}
