import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { jsonLines, latchkey, spawnLatchkey } from './run.ts';

const packageQuestion =
  '{"roles":["Help desk"],"permission":"Distribute installation packages","item":{"id":"pkg-7","kind":"package","allowedForHelpDesk":true},"itemPermissions":[{"item":"pc-12","right":"write"}]}';

describe('latchkey policy explain --json', () => {
  it('answers a question with the effect and what decided', async () => {
    const { code, out } = await latchkey(['policy', 'explain', '--json'], { stdin: `${packageQuestion}\n` });

    expect(code).toBe(0);
    expect(jsonLines(out)).toEqual([
      { effect: 'allow', because: [{ rule: 'R3', sentence: expect.any(String) as string }] },
    ]);
  });

  it('exits 0 whatever the answers are', async () => {
    const stdin = '{"console":{"explicit":false,"productAdministrator":false},"right":"console"}';

    expect(await latchkey(['policy', 'explain', '--json'], { stdin })).toMatchObject({
      code: 0,
      out: expect.stringContaining('"effect":"deny"') as string,
    });
  });

  it('skips blank lines, answers what is no question with an error, goes on, and exits 1', async () => {
    const stdin = `\uFEFF${packageQuestion}\r\n\n   \nnot json\n{"roles":["Help dsk"],"permission":"x"}\n[1]\n${packageQuestion}`;

    const { code, out } = await latchkey(['policy', 'explain', '--json'], { stdin });

    expect(code).toBe(1);
    expect(jsonLines(out)).toEqual([
      expect.objectContaining({ effect: 'allow' }),
      { error: expect.stringContaining('not JSON') as string },
      { error: expect.stringContaining('did you mean "Help desk"') as string },
      { error: expect.any(String) as string },
      expect.objectContaining({ effect: 'allow' }),
    ]);
  });

  it('answers nothing to nothing', async () => {
    expect(await latchkey(['policy', 'explain', '--json'])).toEqual({ code: 0, out: '', err: '' });
  });

  it('knows the custom groups of an instance of the configuration', async () => {
    const stdin = '{"roles":["berlin crew"],"permission":"Reader access to the entire system"}';
    const args = ['policy', 'explain', '--json', '--instance', 'MDM-EU', '--config', 'latchkey.yml'];

    expect(await latchkey(args, { stdin })).toMatchObject({
      code: 0,
      out: expect.stringContaining('Berlin crew') as string,
    });
    expect(await latchkey([...args.slice(0, 4), 'mdm-eux'], { stdin })).toMatchObject({
      code: 2,
      err: expect.stringContaining('did you mean “mdm-eu”?') as string,
    });
  });

  it('reads well without --json', async () => {
    const { out } = await latchkey(['policy', 'explain'], { stdin: `${packageQuestion}\nx\n` });

    expect(out).toMatch(/^allow: .*\(R3\)\nerror: .*not JSON/);
  });

  it('answers each line at once, while more may come, and stops quietly when its reader has enough', async () => {
    const child = spawnLatchkey(['policy', 'explain', '--json']);
    const errors: string[] = [];
    child.stderr.on('data', (chunk) => errors.push(String(chunk)));
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

    child.stdin.write(`${packageQuestion}\n`);
    expect((await lines.next()).value).toContain('"allow"');
    child.stdin.write('{"console":{"explicit":true,"productAdministrator":false},"right":"product"}\n');
    expect((await lines.next()).value).toContain('"C5"');

    child.stdin.on('error', () => undefined);
    child.stdout.destroy();
    child.stdin.write(`${packageQuestion}\n`.repeat(10_000));
    child.stdin.end();
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(0);
    expect(errors.join('')).toBe('');
  });
});
