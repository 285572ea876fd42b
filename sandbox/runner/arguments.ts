import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { PARTS, isPart, partsOfAll } from './parts.ts';
import type { Part } from './parts.ts';
import { problem } from './problem.ts';

export interface SandboxOptions {
  parts: ReadonlySet<Part>;
  /** The page's; undefined takes the usual one. 0 is any free one. */
  port?: number;
  dataDir?: string;
  /** As typed; undefined is LATCHKEY_CONFIG, else latchkey.yml. */
  config?: string;
  socket: boolean;
  eventsUrl?: string;
  json: boolean;
}

interface Typed {
  only?: string[];
  port?: number;
  data?: string;
  config?: string;
  socket?: boolean;
  eventsUrl?: string;
  json?: boolean;
}

/**
 * Reads the arguments of `latchkey sandbox`.
 * @returns the options, or the text that --help prints
 * @throws a problem with one sentence for whatever is wrong in them
 */
export function readArguments(argv: readonly string[]): SandboxOptions | { help: string } {
  const printed: string[] = [];
  const command = describe()
    .exitOverride()
    .configureOutput({ writeOut: (text) => void printed.push(text), writeErr: () => undefined });
  try {
    command.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { help: printed.join('') };
    throw problem(`${error.message.replace(/^error: /, '').replaceAll('\n', ' ')}; see latchkey sandbox --help`, error);
  }
  const typed = command.opts<Typed>();
  return {
    parts: partsFrom(typed.only),
    socket: typed.socket ?? false,
    json: typed.json ?? false,
    ...(typed.port === undefined ? {} : { port: typed.port }),
    ...(typed.data === undefined ? {} : { dataDir: typed.data }),
    ...(typed.config === undefined ? {} : { config: typed.config }),
    ...(typed.eventsUrl === undefined ? {} : { eventsUrl: typed.eventsUrl }),
  };
}

function describe(): Command {
  return new Command('latchkey sandbox')
    .description(
      'A local Slack and a local Discord, a page to use both, Redis, MongoDB and Latchkey itself, for trying and testing on one machine.',
    )
    .addOption(new Option('--only <part...>', `start only these: ${PARTS.join(', ')} (comma or blank separated)`))
    .addOption(new Option('--port <number>', "the page's port (default: 4600)").argParser(readPort))
    .option('--data <dir>', 'keep everything in this folder and go on from there (default: begin anew)')
    .option('--config <file>', 'the configuration (default: LATCHKEY_CONFIG, else latchkey.yml)')
    .option('--socket', 'the local Slack delivers over Socket Mode instead of HTTP')
    .addOption(
      new Option(
        '--events-url <url>',
        'where the local Slack delivers (default: http://127.0.0.1:3000/slack/events)',
      ).argParser(readUrl),
    )
    .option('--json', 'print one JSON line when all is ready')
    .allowExcessArguments(false)
    .helpOption('-h, --help', 'show this');
}

function readPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (port >= 0 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a whole number from 1 to 65535, or 0 for any free one');
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text;
  throw new InvalidArgumentError('It must be a whole address, as http://127.0.0.1:3000/slack/events');
}

function partsFrom(typed: readonly string[] | undefined): ReadonlySet<Part> {
  if (typed === undefined) return new Set(partsOfAll);
  const words = typed.flatMap((text) => text.split(/[\s,]+/)).filter(Boolean);
  if (words.length === 0) throw problem(`--only needs at least one of ${PARTS.join(', ')}`);
  const parts = words.map((word) => {
    const part = word.toLowerCase();
    if (isPart(part)) return part;
    throw problem(`${word} is not a part of the sandbox: --only takes ${PARTS.join(', ')}`);
  });
  return new Set(parts);
}
