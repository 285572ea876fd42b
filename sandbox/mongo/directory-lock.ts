import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'latchkey-mongo.lock';

interface Holder {
  readonly pid: number;
  /** When that process began, in milliseconds since 1970: tells a reused process id from the same process. */
  readonly began: number;
}

const me = (): Holder => ({ pid: process.pid, began: performance.timeOrigin });

const readHolder = (path: string): Holder | undefined => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
};

const isAlive = (holder: Holder): boolean => {
  if (holder.pid === process.pid) return holder.began === performance.timeOrigin;
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/**
 * Takes a data directory for this process and returns how to give it back. Throws when a living process has it; one that
 * was killed does not count.
 */
export const lockDirectory = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, FILE);
  const holder = readHolder(path);
  if (holder && isAlive(holder)) {
    throw new Error(
      `the data directory ${directory} is in use by process ${holder.pid}: stop that one first, or remove ${path} if it is no embedded MongoDB`,
    );
  }
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(me()), { flag: 'wx' });
  return () => rmSync(path, { force: true });
};
