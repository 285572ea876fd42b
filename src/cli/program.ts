import type { Command } from 'commander';
import { Help, InvalidArgumentError, Option } from 'commander';
import { readAnchor } from '../services/audit/anchors.ts';
import type { Anchor } from '../services/audit/anchors.ts';
import type { InitOptions } from './init/options.ts';
import type { ExitCode, Io } from './io.ts';
import { OwnCommand } from './own-command.ts';
import { several } from './several.ts';
import { addWebhooks } from './webhooks/program.ts';

interface Json {
  readonly json?: boolean;
}
type Run = (work: () => Promise<ExitCode>) => Promise<void>;

/**
 * The latchkey command: names, options and descriptions. What a subcommand does is loaded when it runs, so that help is
 * there at once. `run` is handed the work and sees to its exit code.
 */
export function createProgram(io: Io, version: string, run: Run): OwnCommand {
  const program = new OwnCommand('latchkey')
    .description('Gives people access from chat: ask, decide, expire, prove.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand(false)
    .configureHelp({ subcommandTerm: fullName, formatHelp: withLeaves })
    .showHelpAfterError('See latchkey --help.')
    .addHelpText(
      'after',
      '\nExit: 0 yes or done; 1 no, refused or broken; 2 wrong use. Data goes to stdout, the rest to stderr.',
    );
  addInit(program, io, run);
  addStart(program, io, run);
  addSandbox(program, io, run);
  addConfig(program, io, run);
  addPolicy(program, io, run);
  addAudit(program, io, run);
  addErase(program, io, run);
  addAccess(program, io, run);
  addWebhooks(program, io, run);
  addDoctor(program, io, run);
  return program;
}

function addInit(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('init')
    .description('ask for what a first start needs, write latchkey.yml and .env, and try the chats')
    .option('--dir <folder>', 'where the files go (default: here); what is there already stays as it is')
    .option('--administrator <email>', 'a Latchkey administrator; can be repeated', several)
    .option('--product <id>', 'a product whose console people can request; can be repeated', several)
    .option('--instance <id>', 'an instance whose roles people can request; can be repeated', several)
    .option(
      '--approvals <platform=channel>',
      'where requests are decided, such as slack=C0APPROVE; can be repeated',
      several,
    )
    .option('--audit <platform=channel>', 'where the audit trail is posted; can be repeated', several)
    .option('--no-check', 'write the files only: ask no chat, and post no test card')
    .option('--json', 'one line of JSON: {"ok", "lines": [{"ok", "sentence"}]}')
    .addHelpText(
      'after',
      '\nTokens are asked for, or taken from the environment (SLACK_BOT_TOKEN, SLACK_BOT_TOKEN_FILE …), never from an option.',
    )
    .action((options: InitOptions) => run(async () => (await import('./init/index.ts')).init(io, options)));
}

function addStart(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('start')
    .description('run Latchkey: the bot, the workers, or both in one process')
    .addOption(new Option('--role <role>', 'run only this part').choices(['bot', 'worker']))
    .option('--json', 'say ready as one line of JSON')
    .action((options: Json & { role?: 'bot' | 'worker' }) =>
      run(async () => (await import('./start.ts')).start(io, options)),
    );
}

function addSandbox(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('sandbox')
    .description('local chats, Redis, MongoDB and Latchkey, for trying and testing (see sandbox --help)')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .argument('[options...]', 'what the sandbox understands')
    .action((args: string[]) => run(async () => (await import('./sandbox.ts')).sandbox(io, args)));
}

function addConfig(program: OwnCommand, io: Io, run: Run): void {
  const config = program.command('config').description('look at the configuration').helpCommand(false);
  config
    .command('check')
    .description('say everything that is wrong with the configuration, and where it and the records differ')
    .argument('[file]', 'the configuration (default: LATCHKEY_CONFIG, else latchkey.yml)')
    .option('--json', 'one line of JSON: {"ok", "problems": [{"path", "sentence"}], "warnings"}')
    .action((file: string | undefined, options: Json) =>
      run(async () => (await import('./config-check.ts')).configCheck(io, file, options)),
    );
}

function addPolicy(program: OwnCommand, io: Io, run: Run): void {
  const policy = program.command('policy').description('ask the policy').helpCommand(false);
  policy
    .command('explain')
    .description('answer questions from stdin, one JSON object a line, each with its reasons')
    .option('--instance <id>', 'know the custom groups of this instance of the configuration')
    .option('--config <file>', 'the configuration (default: LATCHKEY_CONFIG, else latchkey.yml)')
    .option('--json', 'answer with one line of JSON each')
    .addHelpText('after', explainExamples)
    .action((options: Json & { instance?: string; config?: string }) =>
      run(async () => (await import('./policy-explain.ts')).policyExplain(io, options)),
    );
}

function addAudit(program: OwnCommand, io: Io, run: Run): void {
  const audit = program.command('audit').description('the audit trail').helpCommand(false);
  const tenant = () => new Option('--tenant <id>', 'whose record (default: the configuration’s)');
  audit
    .command('verify')
    .description('prove that nobody edited the record, and that what is stored follows from it')
    .addOption(tenant())
    .option(
      '--anchor <anchor>',
      'an entry noted earlier, as SEQ:HASH or a line of the audit channel; can be repeated',
      anchor,
    )
    .option('--anchors <file>', 'a file with lines pasted from the audit channel')
    .option('--json', 'the report as one line of JSON')
    .action((options: Json & { tenant?: string; anchor?: Anchor[]; anchors?: string }) =>
      run(async () => (await import('./audit-verify.ts')).auditVerify(io, options)),
    );
  audit
    .command('export')
    .description('write the record, an entry a line (docs/audit.md says how to recompute it)')
    .addOption(tenant())
    .addOption(new Option('--format <format>', 'jsonl or csv').choices(['jsonl', 'csv']))
    .option('--from <seq>', 'the first entry', seq)
    .option('--to <seq>', 'the last entry', seq)
    .option('--json', 'JSON Lines (as without --format)')
    .action((options: Json & { tenant?: string; format?: 'jsonl' | 'csv'; from?: number; to?: number }) =>
      run(async () => (await import('./audit-export.ts')).auditExport(io, options)),
    );
  audit
    .command('reseal')
    .description('seal a record again whose LATCHKEY_SECRET is lost; without --yes it only says what it would trust')
    .addOption(tenant())
    .option(
      '--anchor <anchor>',
      'an entry noted earlier, as SEQ:HASH or a line of the audit channel; can be repeated, and one is required',
      anchor,
    )
    .option('--anchors <file>', 'a file with lines pasted from the audit channel')
    .option('--yes', 'seal it with the first secret of LATCHKEY_SECRET; stop Latchkey first')
    .option(
      '--json',
      'one line of JSON: {"ok", "resealed", "head", "found", "counts"}, or {"ok", "resealed", "sentence"}',
    )
    .action((options: Json & { tenant?: string; anchor?: Anchor[]; anchors?: string; yes?: boolean }) =>
      run(async () => (await import('./audit-reseal.ts')).auditReseal(io, options)),
    );
}

function addErase(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('erase')
    .description('erase what people typed, and keep the proof; without --yes it only says what that would be')
    .option('--person <who>', 'everything by or about a person: an e-mail, an account such as slack:T1/U1, or an id')
    .option('--access <id>', 'everything about one access')
    .option('--yes', 'erase it for good')
    .option('--tenant <id>', 'whose record (default: the configuration’s)')
    .option('--json', 'one line of JSON: {"ok", "erased", "what", "id", "counts", "unchained"}')
    .action((options: Json & { person?: string; access?: string; yes?: boolean; tenant?: string }) =>
      run(async () => (await import('./erase.ts')).erase(io, options)),
    );
}

function addAccess(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('who')
    .description('who has something, or what somebody has, from what is stored: for when the chat is down')
    .argument('<words...>', 'console PRODUCT, role ROLE on INSTANCE, item RIGHT on INSTANCE/ITEM, or WHO')
    .asks({ sentence: 'Say what or whom to look up, such as', example: 'latchkey who console acme-prod' })
    .option('--json', 'one line of JSON: {"ok", "about", "held": [{"subject", "entitlement", "access", "until", …}]}')
    .action((words: string[], options: Json) =>
      run(async () => (await import('./access/who.ts')).who(io, words, options)),
    );
  program
    .command('revoke')
    .description('take access away while the chat is down: revoke ENTITLEMENT from WHO… --because REASON')
    .argument('<words...>', 'what and from whom: console PRODUCT from mia@acme.test')
    .asks({
      sentence: 'Say what to take away, from whom and why, such as',
      example: 'latchkey revoke console acme-prod from mia@acme.test --because "left the team"',
    })
    .requiredOption('--because <reason>', 'why; it stands in the record')
    .option('--json', 'one line of JSON: {"ok", "people": [{"who", "ok", "access", "sentence"}]}')
    .action((words: string[], options: Json & { because: string }) =>
      run(async () => (await import('./access/revoke.ts')).revoke(io, words, options)),
    );
}

function addDoctor(program: OwnCommand, io: Io, run: Run): void {
  program
    .command('doctor')
    .description('look at the environment, the configuration, MongoDB, Redis and the chat, and say what to fix')
    .option('--json', 'one line of JSON: {"ok", "checks": [{"name", "ok", "sentence"}]}')
    .action((options: Json) => run(async () => (await import('./doctor/index.ts')).doctor(io, options)));
}

const explainExamples = `
Questions, one a line:
  {"roles":["Help desk"],"permission":"Distribute installation packages","item":{"id":"pkg-7","kind":"package","allowedForHelpDesk":true}}
  {"roles":["Reader"],"permission":"Edit access to asset configuration items","item":{"id":"pc-12","kind":"asset"},"itemPermissions":[{"item":"pc-12","right":"write"}]}
  {"console":{"explicit":true,"productAdministrator":false},"right":"add users"}`;

/** Help lists `config check`, not `config`; suggestions for a misspelt word still know both. */
function withLeaves(command: Command, helper: Help): string {
  const flat = Object.assign(Object.create(helper) as Help, { visibleCommands: leaves });
  return Help.prototype.formatHelp.call(flat, command, flat);
}

function leaves(command: Command): Command[] {
  return command.commands.flatMap((one) => (one.commands.length > 0 ? leaves(one) : [one]));
}

/** The name with what stands before it, and its arguments: `config check [file]`. */
function fullName(command: Command): string {
  const names = [command.name()];
  for (let above = command.parent; above?.parent; above = above.parent) names.unshift(above.name());
  const takes = command.registeredArguments.map((one) => (one.required ? `<${one.name()}>` : `[${one.name()}]`));
  return [...names, ...(command.name() === 'sandbox' ? ['[options]'] : takes)].join(' ');
}

function seq(text: string): number {
  const value = Number(text);
  if (!/^\d{1,15}$/.test(text) || value < 1) throw new InvalidArgumentError('write a whole number from 1.');
  return value;
}

function anchor(text: string, before: Anchor[] = []): Anchor[] {
  const read = readAnchor(text);
  if (read === null)
    throw new InvalidArgumentError('write SEQ:HASH or #SEQ·HASH, with 16 to 64 hex digits of the hash.');
  return [...before, read];
}
