import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem, sentenceOf } from './problem.ts';

/**
 * Makes the data folder and takes it for this process alone. A lock whose process is gone is taken over.
 * @returns gives it back
 * @throws a problem where the folder cannot be written, or another sandbox uses it
 */
export async function takeFolder(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, 'sandbox.lock');
  const mine = JSON.stringify({ pid: process.pid, since: startOf(process.pid) });
  try {
    await mkdir(folder, { recursive: true });
    for (;;) {
      if (await create(file, mine)) return () => rm(file, { force: true });
      const found = await readFile(file, 'utf8').catch(() => undefined);
      if (found === undefined) continue;
      const holder = livingHolder(found);
      if (holder !== undefined) {
        throw problem(
          `another sandbox (process ${holder}) uses ${folder}: stop it, or give another folder with --data`,
        );
      }
      await setAside(file, found);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      throw problem(
        `${folder} cannot be used for --data (${sentenceOf(error)}): give a folder that you can write`,
        error,
      );
    }
    throw error;
  }
}

async function create(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes a dead lock; one that somebody took over in between is put back. */
async function setAside(file: string, dead: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  await rename(file, aside).catch(() => undefined);
  const moved = await readFile(aside, 'utf8').catch(() => dead);
  if (moved === dead) await rm(aside, { force: true });
  else await rename(aside, file);
}

function livingHolder(content: string): number | undefined {
  let lock: unknown;
  try {
    lock = JSON.parse(content);
  } catch {
    return undefined;
  }
  if (typeof lock !== 'object' || lock === null || !('pid' in lock) || typeof lock.pid !== 'number') return undefined;
  if (!isAlive(lock.pid)) return undefined;
  // The pid may be another process's by now: where the system tells when it began, that decides.
  const since = 'since' in lock && typeof lock.since === 'string' ? lock.since : '';
  return since !== '' && since !== startOf(lock.pid) ? undefined : lock.pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** When a process began, in the system's ticks; '' where the system does not tell. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
