import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeFolder } from '../../../sandbox/runner/lock.ts';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the data folder', () => {
  it('is made, belongs to one sandbox at a time, and is free again afterwards', async () => {
    const inside = join(folder, 'a', 'b');
    const giveBack = await takeFolder(inside);
    await expect(takeFolder(inside)).rejects.toThrow(
      `another sandbox (process ${process.pid}) uses ${inside}: stop it, or give another folder with --data`,
    );
    await giveBack();
    expect(await readdir(inside)).toEqual([]);
    await (
      await takeFolder(inside)
    )();
  });

  it.each([
    ['a process that is gone', () => JSON.stringify({ pid: spawnSync('true').pid, since: '1' })],
    ['a process that has another one in its place', () => JSON.stringify({ pid: process.pid, since: '1' })],
    ['a write that was cut short', () => '{"pid":'],
  ])('is taken over from %s', async (_, content) => {
    await writeFile(join(folder, 'sandbox.lock'), content());
    const giveBack = await takeFolder(folder);
    await giveBack();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is refused with a sentence where it cannot be one', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(takeFolder(join(file, 'data'))).rejects.toThrow(/cannot be used for --data .*: give a folder/);
  });
});
