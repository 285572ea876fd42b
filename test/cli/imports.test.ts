import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;

/** The packages that are loaded with a file: what it imports, and so on, but for what is imported later (`import()`). */
async function loadedWith(file: string): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [file],
    bundle: true,
    splitting: true,
    outdir: 'out',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const found = new Set<string>();
  const seen = new Set<string>();
  const walk = (output: string): void => {
    if (seen.has(output)) return;
    seen.add(output);
    for (const { path, kind, external } of metafile.outputs[output]?.imports ?? []) {
      if (kind === 'dynamic-import') continue;
      if (external === true) found.add(packageOf(path));
      else walk(path);
    }
  };
  const entry = Object.entries(metafile.outputs).find(([, { entryPoint }]) => entryPoint === file);
  if (entry === undefined) throw new Error(`${file} was not built`);
  walk(entry[0]);
  return [...found].filter((name) => !name.startsWith('node:')).sort();
}

const packageOf = (path: string): string => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;

describe('what is loaded', () => {
  it('the command line loads no chat, database or queue before it knows that it needs one', async () => {
    expect(await loadedWith('src/cli/latchkey.ts')).toEqual(['commander']);
    const configuration = await loadedWith('src/config/environment.ts');
    expect(configuration).toEqual(['zod']);
    expect(await loadedWith('src/config/catalogue.ts')).not.toContain('discord.js');
  });

  it('Discord is spoken to without the client that discord.js builds on top (it doubles the time to load)', async () => {
    const loaded = await loadedWith('src/chat/discord/index.ts');
    expect(loaded).toContain('@discordjs/rest');
    expect(loaded).toContain('discord-api-types');
    expect(loaded).not.toContain('discord.js');
    expect(loaded).not.toContain('@slack/bolt');
  });
});
