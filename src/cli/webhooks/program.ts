import type { ExitCode, Io } from '../io.ts';
import type { OwnCommand } from '../own-command.ts';
import { several } from '../several.ts';

interface Json {
  readonly json?: boolean;
}

const namesEndpoint = 'Name an endpoint of latchkey.yml, such as';

/** `latchkey webhooks …`: what is told to other systems (docs/webhooks.md). */
export function addWebhooks(program: OwnCommand, io: Io, run: (work: () => Promise<ExitCode>) => Promise<void>): void {
  const webhooks = program.command('webhooks').description('what other systems are told').helpCommand(false);
  webhooks
    .command('list')
    .description('the endpoints and how they are; of one, its deliveries of a week with every attempt')
    .argument('[endpoint]', 'an endpoint of latchkey.yml')
    .option('--json', 'one line of JSON: {"ok", "endpoints"}, or {"ok", "endpoint", "deliveries"}')
    .action((endpoint: string | undefined, options: Json) =>
      run(async () => (await import('./list.ts')).list(io, endpoint, options)),
    );
  webhooks
    .command('test')
    .description('send webhook.test to an endpoint, signed and checked as every event is')
    .argument('<endpoint>', 'an endpoint of latchkey.yml')
    .asks({ sentence: namesEndpoint, example: 'latchkey webhooks test siem' })
    .option('--json', 'one line of JSON: {"ok", "endpoint", "id", "attempt"}')
    .action((endpoint: string, options: Json) =>
      run(async () => (await import('./test.ts')).test(io, endpoint, options)),
    );
  webhooks
    .command('resume')
    .description('have deliveries to a paused endpoint go on, with what it missed')
    .argument('<endpoint>', 'an endpoint of latchkey.yml')
    .asks({ sentence: namesEndpoint, example: 'latchkey webhooks resume siem' })
    .option('--from <time>', 'send everything since then: 2h, 3 days, or 2026-11-29T18:00Z (default: what it missed)')
    .option('--json', 'one line of JSON: {"ok", "endpoint", "from", "sent"}')
    .action((endpoint: string, options: Json & { from?: string }) =>
      run(async () => (await import('./resume.ts')).resume(io, endpoint, options)),
    );
  webhooks
    .command('replay')
    .description('send events to an endpoint again, with the ids that they had')
    .argument('<endpoint>', 'an endpoint of latchkey.yml')
    .asks({ sentence: namesEndpoint, example: 'latchkey webhooks replay siem --from 2h' })
    .option('--from <time>', 'events since then: 2h, 3 days, or 2026-11-29T18:00Z')
    .option('--to <time>', 'events until then (default: now)')
    .option('--undelivered', 'only what was not delivered')
    .option('--message <id>', 'a single message; can be repeated', several)
    .option('--json', 'one line of JSON: {"ok", "endpoint", "state", "sent"}')
    .action(
      (endpoint: string, options: Json & { from?: string; to?: string; undelivered?: boolean; message?: string[] }) =>
        run(async () => (await import('./replay.ts')).replay(io, endpoint, options)),
    );
}
