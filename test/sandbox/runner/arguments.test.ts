import { describe, expect, it } from 'vitest';
import { readArguments } from '../../../sandbox/runner/arguments.ts';
import { isProblem } from '../../../sandbox/runner/problem.ts';

function read(line: string) {
  const options = readArguments(line.split(' ').filter(Boolean));
  if ('help' in options) throw new Error('help was not asked for');
  return { ...options, parts: [...options.parts] };
}

function sentence(...argv: string[]): string {
  try {
    readArguments(argv);
  } catch (error) {
    if (isProblem(error)) return error.message;
    throw error;
  }
  throw new Error(`${argv.join(' ')} was accepted`);
}

describe('the arguments of latchkey sandbox', () => {
  it('starts every part without --only', () => {
    expect(read('')).toEqual({
      parts: ['redis', 'mongo', 'slack', 'discord', 'page', 'latchkey'],
      socket: false,
      json: false,
    });
  });

  it.each(['--only redis,mongo', '--only redis mongo', '--only redis --only mongo', '--only REDIS, mongo'])(
    'takes the parts of "%s"',
    (line) => {
      expect(read(line).parts).toEqual(['redis', 'mongo']);
      expect(read(`${line} --json`)).toMatchObject({ parts: ['redis', 'mongo'], json: true });
    },
  );

  it('takes parts with blanks inside one argument', () => {
    const options = readArguments(['--only', 'redis discord']);
    expect('parts' in options && [...options.parts]).toEqual(['redis', 'discord']);
  });

  it('takes the other options', () => {
    expect(
      read('--port 4700 --data here --config a.yml --socket --events-url http://127.0.0.1:4000/slack/events --json'),
    ).toMatchObject({
      port: 4700,
      dataDir: 'here',
      config: 'a.yml',
      socket: true,
      eventsUrl: 'http://127.0.0.1:4000/slack/events',
      json: true,
    });
  });

  it.each([
    [
      ['--only', 'reddis'],
      'reddis is not a part of the sandbox: --only takes redis, mongo, slack, discord, page, latchkey',
    ],
    [['--only', ','], '--only needs at least one of redis, mongo, slack, discord, page, latchkey'],
  ])('refuses %j', (argv, expected) => {
    expect(sentence(...argv)).toBe(expected);
  });

  it.each([
    ['--port', '0x10'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', ''],
    ['--events-url', '127.0.0.1:3000'],
    ['--events-url', 'ftp://127.0.0.1/'],
    ['--nonsense'],
    ['surplus'],
    ['--only'],
  ])('refuses %s %s in one line that names it', (...argv) => {
    const text = sentence(...argv);
    expect(text).not.toContain('\n');
    expect(text).toContain(argv[0] === 'surplus' ? 'too many arguments' : argv[0]);
    expect(text).toContain('latchkey sandbox --help');
  });

  it('explains every option with --help', () => {
    const options = readArguments(['--help']);
    const help = 'help' in options ? options.help : '';
    for (const option of ['--only', '--port', '--data', '--config', '--socket', '--events-url', '--json']) {
      expect(help).toContain(option);
    }
  });
});
