import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

interface Built {
  readonly isBuilt: (project: string) => boolean;
  readonly forgetBuilt: (project: string) => void;
  readonly markBuilt: (project: string, sources: string) => void;
  readonly sourcesOf: (project: string) => string;
}
const { isBuilt, forgetBuilt, markBuilt, sourcesOf } = (await import(
  new URL('../../scripts/built.mjs', import.meta.url).href
)) as Built;

describe('whether what is built is still current', () => {
  let project = '';
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(project, path)), { recursive: true });
    await writeFile(join(project, path), text);
  };
  beforeEach(async () => {
    project = await mkdtemp(join(tmpdir(), 'latchkey-built-'));
    const sources = ['src/a.ts', 'commands/b.ts', 'workers/c.ts', 'sandbox/page/app/d.css', 'sandbox/e.ts'];
    const builders = ['package-lock.json', 'scripts/build.mjs', 'scripts/compile.mjs'];
    for (const path of [...sources, ...builders, 'dist/src/a.js']) await write(path, `content of ${path}`);
    markBuilt(project, sourcesOf(project));
  });
  afterEach(() => rm(project, { recursive: true, force: true }));

  it('is, after a build', () => expect(isBuilt(project)).toBe(true));

  it('is, after a checkout that wrote the same content again', async () => {
    await write('src/a.ts', 'content of src/a.ts');
    await utimes(join(project, 'src/a.ts'), 2_000_000_000, 2_000_000_000);
    expect(isBuilt(project)).toBe(true);
  });

  it.each(['src/a.ts', 'sandbox/page/app/d.css', 'package-lock.json', 'scripts/compile.mjs'])(
    'is not, once %s has changed, also where nothing but a letter did at the same time and size',
    async (path) => {
      await write(path, `CONTENT of ${path}`);
      expect(isBuilt(project)).toBe(false);
    },
  );

  it('is not, once a source is new or gone', async () => {
    await write('src/more/new.ts', '');
    expect(isBuilt(project)).toBe(false);
    await rm(join(project, 'src/more/new.ts'));
    expect(isBuilt(project)).toBe(true);
    await rm(join(project, 'sandbox/e.ts'));
    expect(isBuilt(project)).toBe(false);
  });

  it('is not, where something that was built is gone, or a build was cut short', async () => {
    await rm(join(project, 'dist/src/a.js'));
    expect(isBuilt(project)).toBe(false);
    await write('dist/src/a.js', '');
    expect(isBuilt(project)).toBe(true);
    forgetBuilt(project);
    expect(isBuilt(project)).toBe(false);
  });
});
