import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, latchkey } from './run.ts';

let folder = '';
const file = async (text: string): Promise<string> => {
  const path = join(folder, 'some.yml');
  await writeFile(path, text);
  return path;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-config-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('latchkey config check', () => {
  it('says yes to the example, and that only the file was checked', async () => {
    const { code, out, err } = await latchkey(['config', 'check', 'latchkey.yml']);

    expect({ code, out }).toEqual({ code: 0, out: 'latchkey.yml can be used.\n' });
    expect(err).toContain('only the file was checked');
  });

  it('takes LATCHKEY_CONFIG where no file is named', async () => {
    const path = await file(
      'latchkey: { administrators: [a@x.test] }\nproducts: [{ id: p, administrators: [a@x.test] }]',
    );

    expect(await latchkey(['config', 'check'], { env: { LATCHKEY_CONFIG: path } })).toMatchObject({
      code: 0,
      out: `${path} can be used.\n`,
    });
  });

  it('says every problem with file and line to people', async () => {
    const path = await file('products:\n  - { id: p p }\ntenat: x\n');

    const { code, out } = await latchkey(['config', 'check', path]);

    expect(code).toBe(1);
    expect(out).toContain(`${path} cannot be used: 2 problems.`);
    expect(out).toContain(`${path}:2 products[0].id: “p p” is not an id`);
    expect(out).toContain(`${path}:3 tenat: “tenat” is not a key here; did you mean “tenant”?`);
  });

  it('says the same as data with --json, and nothing else on stdout', async () => {
    const path = await file('products: [{ id: p, administrators: [a@x.test, a@x.test] }]\ntenat: x\n');

    const { code, out } = await latchkey(['config', 'check', path, '--json']);

    expect(code).toBe(1);
    expect(jsonLines(out)).toEqual([
      {
        ok: false,
        problems: [{ path: 'tenat', sentence: '“tenat” is not a key here; did you mean “tenant”?', line: 2 }],
        warnings: ['products[0].administrators[1]: a@x.test is in this list already.'],
      },
    ]);
  });

  it('warns of what nobody can settle or decide about', async () => {
    const path = await file('products: [{ id: p }]');

    const { code, out } = await latchkey(['config', 'check', path]);

    expect(code).toBe(0);
    expect(out).toContain('warning: latchkey.administrators: Nobody is a Latchkey administrator');
    expect(out).toContain('warning: products[0]: Nobody administers “p”');
  });

  it('is data with --json even where there is no file', async () => {
    const { code, out } = await latchkey(['config', 'check', join(folder, 'none.yml'), '--json']);

    expect(code).toBe(2);
    expect(jsonLines(out)).toMatchObject([{ ok: false, problems: [{ path: '' }] }]);
  });
});
