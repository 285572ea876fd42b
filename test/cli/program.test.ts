import { describe, expect, it } from 'vitest';
import { latchkey } from './run.ts';

describe('latchkey', () => {
  it('lists every subcommand by its whole name in its help, on stdout', async () => {
    const { code, out, err } = await latchkey(['--help']);

    expect(code).toBe(0);
    expect(err).toBe('');
    for (const name of [
      'init',
      'start',
      'sandbox',
      'config check',
      'policy explain',
      'audit verify',
      'audit export',
      'erase',
      'who',
      'revoke',
      'doctor',
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    }
  });

  it('has a version', async () => {
    expect(await latchkey(['--version'])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
    });
  });

  it.each([
    [['strt'], 'Did you mean start?'],
    [['polcy', 'explain'], 'Did you mean policy?'],
    [['config', 'chek'], 'Did you mean check?'],
    [['config', 'check', '--jsn'], 'Did you mean --json?'],
    [['start', '--role', 'boss'], 'bot, worker'],
    [['audit', 'export', '--format', 'xml'], 'jsonl, csv'],
    [['erase', '--yes'], 'Say --person WHO or --access ID'],
    [['audit', 'export', '--from', '0'], 'write a whole number from 1'],
    [['audit', 'export', '--json', '--format', 'csv'], 'do not go together'],
    [['audit', 'export', '--from', '5', '--to', '3'], '--from 5 is after --to 3'],
    [['audit', 'verify', '--anchor', 'abc'], 'write SEQ:HASH'],
    [['config', 'check', 'no-such-file.yml'], 'There’s no no-such-file.yml here. Run latchkey init to write one'],
    [[], 'Usage: latchkey'],
    [['audit'], 'Usage: latchkey audit'],
  ])('answers wrong use %j on stderr with what to do, and exits 2', async (args, hint) => {
    const { code, out, err } = await latchkey(args);

    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain(hint);
  });

  it.each([
    ['audit', 'verify'],
    ['audit', 'export'],
  ])('%s %s says that MONGODB_URI is not set', async (...args) => {
    const { code, err } = await latchkey(args, { env: { LATCHKEY_CONFIG: 'latchkey.yml' } });

    expect(code).toBe(2);
    expect(err).toContain('MONGODB_URI is not set');
  });
});
