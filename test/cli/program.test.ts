import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createIo } from '../../src/cli/io.ts';
import type { OwnCommand } from '../../src/cli/own-command.ts';
import { createProgram } from '../../src/cli/program.ts';
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

  it('says what to give, with an example that it takes, wherever something has to be given', () => {
    const all = (one: OwnCommand): readonly OwnCommand[] => [one, ...(one.commands as OwnCommand[]).flatMap(all)];
    const program = createProgram(createIo({}, Readable.from([]), process.stdout, process.stderr), '0', () =>
      Promise.resolve(),
    );
    const needy = all(program).filter(
      ({ registeredArguments, options }) =>
        registeredArguments.some((one) => one.required) || options.some((one) => one.mandatory),
    );
    expect(needy.map((one) => one.name())).toEqual(['who', 'revoke', 'test', 'resume', 'replay']);
    for (const { asked } of needy) expect(asked?.example).toMatch(/^latchkey /);
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
    [['who'], 'Say what or whom to look up, such as: latchkey who console acme-prod\n'],
    [['revoke'], 'Say what to take away, from whom and why, such as: latchkey revoke console acme-prod from'],
    [['revoke', '--because', 'left'], 'Say what to take away, from whom and why, such as: latchkey revoke'],
    [['revoke', 'console', 'acme-prod', 'from', 'mia@acme.test'], '--because "left the team"'],
    [['webhooks', 'test'], 'Name an endpoint of latchkey.yml, such as: latchkey webhooks test siem'],
    [['webhooks', 'resume'], 'such as: latchkey webhooks resume siem'],
    [['webhooks', 'replay'], 'such as: latchkey webhooks replay siem --from 2h'],
    [['erase', '--person'], 'A value is missing: --person <who>'],
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
