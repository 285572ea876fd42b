import { writeFile } from 'node:fs/promises';

/** Writes a file that isn't there yet. False: there is one, which stays as it is. */
export async function writeNew(path: string, text: string, mode: number): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
