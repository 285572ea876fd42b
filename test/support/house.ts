import { randomBytes } from 'node:crypto';
import { createCommands } from '../../commands/index.ts';
import type { Call, Outcome } from '../../src/domain/call.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { CompletionQuestion } from '../../src/domain/command-description.ts';
import type { Account } from '../../src/domain/identity.ts';
import type { Clock, Ids } from '../../src/ports/clock.ts';
import type { Log } from '../../src/ports/log.ts';
import type { CommandJob, EffectJob, Queue } from '../../src/ports/queue.ts';
import type { Seals } from '../../src/ports/seals.ts';
import type { Store } from '../../src/ports/store.ts';
import type { WebhookSender } from '../../src/ports/webhooks.ts';
import { createSeals } from '../../src/lib/seals.ts';
import { asTryLater } from '../../src/ports/unavailable.ts';
import { createServices } from '../../src/services/compose.ts';
import { createDirectory } from '../../src/services/directory.ts';
import { createHandlers } from '../../workers/index.ts';
import type { FakeChat } from './fake-chat.ts';
import { testCatalogue } from './catalogue.ts';
import { tenantOf } from './tenants.ts';

/** Seals of a secret that only the tests know. */
export const testSeals: Seals = createSeals([new Uint8Array(32).fill(7)], 'tests');

export const silent: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * The whole house on a real store, with a queue that runs jobs when told to and a clock that stands until it is moved:
 * what the services do, step by step. `others` are further chats beside the one that `call` and `say` mean by themselves.
 */
export function createHouse(
  store: Store,
  fake: FakeChat,
  catalogue: Catalogue = testCatalogue(),
  others: readonly FakeChat[] = [],
  senderOf?: (clock: Clock) => WebhookSender,
) {
  const tenant = tenantOf(store) ?? catalogue.tenant;
  let now = Date.UTC(2026, 10, 22, 12);
  let serial = 0;
  let sure = true;
  const clock: Clock = { now: () => now, sleep: () => Promise.resolve(), isSure: () => sure };
  const ids: Ids = {
    salt: () => 'ab'.repeat(16),
    secret: () => randomBytes(16).toString('hex'),
    person: () => `p_${++serial}_${Math.random().toString(36).slice(2)}`,
  };
  const jobs: (
    { kind: 'command'; job: CommandJob } | { kind: 'effect'; job: EffectJob; about: string; delayMs: number }
  )[] = [];
  const queue: Queue = {
    command(added) {
      for (const job of added) jobs.push({ kind: 'command', job });
      return Promise.resolve();
    },
    effect(job, key, delayMs = 0) {
      // As in Redis, what waits already isn't added a second time.
      const about = job.name === 'outbox' ? `${job.name} ${job.access} ${key}` : `${job.name} ${key}`;
      const isWaiting = jobs.some((one) => one.kind === 'effect' && one.about === about);
      if (!isWaiting) jobs.push({ kind: 'effect', job, about, delayMs });
      return Promise.resolve();
    },
    isLeft: (ids) => Promise.resolve(jobs.some((one) => one.kind === 'command' && ids.includes(one.job.id))),
    timer: () => Promise.resolve(),
    ping: () => Promise.resolve(),
  };
  const metrics = {
    decided: () => undefined,
    effect: () => undefined,
    decisionSeconds: () => undefined,
    jobRefused: () => undefined,
    blocked: () => undefined,
    connectionRefused: () => undefined,
  };
  const deps = {
    store,
    queue,
    chats: new Map([fake, ...others].map(({ chat }) => [chat.platform, chat])),
    directory: createDirectory({ ...catalogue, tenant }),
    clock,
    ids,
    log: silent,
    seals: testSeals,
    ...(senderOf && { sender: senderOf(clock) }),
  };
  const services = createServices(deps, metrics);
  const handlers = createHandlers(deps, services);
  const commands = createCommands({ ...deps, ...services });
  const context = { attempt: 1, last: false };

  /** What is next: what was delayed comes after everything that wasn't. */
  function nextJob() {
    const at = jobs.findIndex((one) => one.kind === 'command' || one.delayMs === 0);
    return jobs.splice(Math.max(at, 0), 1)[0];
  }

  /** Runs every job until none is left; jobs that ask to be tried later are given up to `patience` more turns, 11 s apart. */
  async function settle(patience = 3): Promise<void> {
    let later: typeof jobs = [];
    for (let turn = 0; turn <= patience; turn++) {
      for (let next = nextJob(); next !== undefined; next = nextJob()) {
        try {
          await (next.kind === 'command' ? handlers.command(next.job, context) : handlers.effect(next.job, context));
        } catch (error) {
          if (asTryLater(error) === null) throw error;
          later.push(next);
        }
      }
      if (later.length === 0) return;
      jobs.push(...later);
      later = [];
      now += 11_000;
    }
  }

  function call(
    user: string,
    command: string,
    args: Record<string, unknown>,
    delivery = `d${++serial}`,
    from: FakeChat = fake,
    typed?: string,
  ): Promise<Outcome> {
    const made: Call = {
      command,
      args,
      account: from.account(user),
      delivery,
      heardAt: now,
      ...(typed === undefined ? {} : { typed, line: typed }),
      reply: from.reply(user),
    };
    return commands.run(made);
  }

  return {
    tenant,
    services,
    handlers,
    jobs,
    settle,
    call,
    /** What is offered to somebody while they type. */
    keptOut: (account: Account) => commands.keptOut(account),
    async complete(account: Account, question: CompletionQuestion): Promise<readonly string[]> {
      return (await commands.complete(account, question, 25)).map(({ value }) => value);
    },
    /** The same, with the words that are shown. */
    offered: (account: Account, question: CompletionQuestion) => commands.complete(account, question, 25),
    queue,
    /** Says a command and lets everything that follows happen; answers what was told privately since. */
    async say(
      user: string,
      command: string,
      args: Record<string, unknown>,
      delivery?: string,
      from: FakeChat = fake,
    ): Promise<string> {
      const before = from.answers.length;
      const outcome = await call(user, command, args, delivery, from);
      await settle();
      const told = from.answers.slice(before).map((answer) => answer.message.summary);
      return [outcome.message.summary, ...told].at(-1) ?? '';
    },
    pass(ms: number) {
      now += ms;
    },
    /** What the sweeper would do now, and everything that follows. */
    async sweep(): Promise<void> {
      await services.checkDue.late(0);
      await services.sweep();
      await settle();
    },
    now: () => now,
    /** Whether MongoDB's time is known. */
    knowsTime(known: boolean) {
      sure = known;
    },
  };
}

export type House = ReturnType<typeof createHouse>;
