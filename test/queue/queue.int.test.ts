import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { TryLater } from '../../src/ports/queue.ts';
import type { Handlers, Queue } from '../../src/ports/queue.ts';
import { createQueue, startConsumers } from '../../src/queue/index.ts';
import type { ConsumerSettings } from '../../src/queue/index.ts';
import { aCommand, freshInstallation, gate, recordingHandlers, recordingLog, sealing } from './support.ts';
import { patience } from '../support/until.ts';

const url = inject('redisUrl');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function producer(installationId: string, attempts = 3): Promise<Queue> {
  const { queue, close } = createQueue({
    url,
    installationId,
    ...sealing,
    log: recordingLog(),
    tries: { attempts, firstPauseMs: 10 },
  });
  closers.push(close);
  await vi.waitFor(() => queue.ping(), patience);
  return queue;
}

function consumer(
  installationId: string,
  handlers: Handlers,
  more: Partial<ConsumerSettings> = {},
): () => Promise<void> {
  const { close } = startConsumers({ url, installationId, ...sealing, handlers, log: recordingLog(), ...more });
  closers.push(close);
  return close;
}

describe('commands', () => {
  it('arrive whole, one alone and many together', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    const jobs = [aCommand('slack:T1/U1:one'), aCommand('42'), aCommand('three')];
    await queue.command([aCommand('alone')]);
    await queue.command(jobs);
    const handlers = recordingHandlers();
    consumer(installation, handlers);
    await vi.waitFor(() => expect(handlers.commands).toHaveLength(4), patience);
    expect(handlers.commands.map(({ job }) => job)).toEqual([aCommand('alone'), ...jobs]);
    expect(handlers.commands[0]?.context).toEqual({ attempt: 1, last: false });
  });

  it('given twice while they wait are worked off once', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    await queue.command([aCommand('same')]);
    await queue.command([aCommand('same'), aCommand('other')]);
    const handlers = recordingHandlers();
    consumer(installation, handlers);
    await vi.waitFor(() => expect(handlers.commands.map(({ job }) => job.id)).toContain('other'), patience);
    expect(handlers.commands.map(({ job }) => job.id)).toEqual(['same', 'other']);
  });

  it('are left until they are carried out', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    await queue.command([aCommand('slack:T1/U1:one'), aCommand('two')]);
    const ids = ['slack:T1/U1:one', 'two'];
    expect([await queue.isLeft(ids), await queue.isLeft(['three']), await queue.isLeft([])]).toEqual([
      true,
      false,
      false,
    ]);
    consumer(installation, recordingHandlers());
    await vi.waitFor(async () => expect(await queue.isLeft(ids)).toBe(false), patience);
  });

  it('that fail are tried again, then given up and reported', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 3);
    const handlers = recordingHandlers({ command: () => Promise.reject(new Error('no luck')) });
    consumer(installation, handlers);
    await queue.command([aCommand('doomed')]);
    await vi.waitFor(() => expect(handlers.givenUp).toHaveLength(1), patience);
    expect(handlers.commands.map(({ context }) => context)).toEqual([
      { attempt: 1, last: false },
      { attempt: 2, last: false },
      { attempt: 3, last: true },
    ]);
    expect(handlers.givenUp[0]).toMatchObject({
      queue: 'commands',
      payload: aCommand('doomed'),
      error: { message: 'no luck' },
    });
  });

  it('that were given up can be given again', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 1);
    const handlers = recordingHandlers({
      command: () => (handlers.commands.length === 1 ? Promise.reject(new Error('once')) : Promise.resolve()),
    });
    consumer(installation, handlers);
    await queue.command([aCommand('again')]);
    await vi.waitFor(() => expect(handlers.givenUp).toHaveLength(1), patience);
    await vi.waitFor(async () => {
      await queue.command([aCommand('again')]);
      expect(handlers.commands).toHaveLength(2);
    }, patience);
    expect(handlers.givenUp).toHaveLength(1);
  });

  it('that shall come later use up no try', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 2);
    const handlers = recordingHandlers({
      command: () => (handlers.commands.length < 6 ? Promise.reject(new TryLater('not yet', 5)) : Promise.resolve()),
    });
    consumer(installation, handlers);
    await queue.command([aCommand('patient')]);
    await vi.waitFor(() => expect(handlers.commands).toHaveLength(6), patience);
    expect(handlers.commands.every(({ context }) => context.attempt === 1 && !context.last)).toBe(true);
    expect(handlers.givenUp).toEqual([]);
  });
});

describe('effects', () => {
  it('with one key run once while they wait, and again after they ran', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    await queue.effect({ name: 'outbox', access: 'a1' }, '1');
    await queue.effect({ name: 'outbox', access: 'a1' }, '1');
    await queue.effect({ name: 'outbox', access: 'a2' }, '1');
    const handlers = recordingHandlers();
    consumer(installation, handlers);
    const outbox = (access: string) =>
      handlers.effects.filter(({ job }) => job.name === 'outbox' && job.access === access);
    await vi.waitFor(() => expect(outbox('a2')).toHaveLength(1), patience);
    expect(outbox('a1')).toHaveLength(1);
    await vi.waitFor(async () => {
      await queue.effect({ name: 'outbox', access: 'a1' }, '1');
      expect(outbox('a1').length).toBeGreaterThan(1);
    }, patience);
  });

  it('asked for while the same one is being worked on run once more afterwards', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    const working = gate();
    const finish = gate();
    const handlers = recordingHandlers({
      effect: () => {
        working.open();
        return finish.opened;
      },
    });
    consumer(installation, handlers);
    await queue.effect({ name: 'journal' }, 'journal');
    await working.opened;
    await queue.effect({ name: 'journal' }, 'journal');
    await queue.effect({ name: 'journal' }, 'journal');
    expect(handlers.effects).toHaveLength(1);
    finish.open();
    await vi.waitFor(() => expect(handlers.effects).toHaveLength(2), patience);
    await queue.effect({ name: 'announce' }, 'marker');
    await vi.waitFor(
      () => expect(handlers.effects.map(({ job }) => job.name)).toEqual(['journal', 'journal', 'announce']),
      patience,
    );
  });

  it('that were given up can be asked for again', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 1);
    const handlers = recordingHandlers({ effect: () => Promise.reject(new Error('always')) });
    consumer(installation, handlers);
    await queue.effect({ name: 'journal' }, 'k');
    await vi.waitFor(() => expect(handlers.givenUp).toHaveLength(1), patience);
    await vi.waitFor(async () => {
      await queue.effect({ name: 'journal' }, 'k');
      expect(handlers.givenUp.length).toBeGreaterThan(1);
    }, patience);
  });

  it('are counted as done, later or failed', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 1);
    const counted: string[] = [];
    const handlers = recordingHandlers({
      effect: (job) => {
        if (job.name === 'journal') return Promise.reject(new Error('broken'));
        return handlers.effects.length === 1 ? Promise.reject(new TryLater('soon', 1)) : Promise.resolve();
      },
    });
    consumer(installation, handlers, {
      concurrency: 1,
      metrics: {
        decided: () => undefined,
        decisionSeconds: () => undefined,
        jobRefused: () => undefined,
        blocked: () => undefined,
        connectionRefused: () => undefined,
        effect: (kind, outcome) => void counted.push(`${kind} ${outcome}`),
      },
    });
    await queue.effect({ name: 'announce' }, '1');
    await vi.waitFor(() => expect(counted).toEqual(['announce later', 'announce done']), patience);
    await queue.effect({ name: 'journal' }, '1');
    await vi.waitFor(() => expect(counted).toEqual(['announce later', 'announce done', 'journal failed']), patience);
  });
});

describe('timers', () => {
  it('come when their time has come, not before, once for each time', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    const handlers = recordingHandlers();
    consumer(installation, handlers);
    const at = Date.now() + 400;
    await queue.timer('a1', at);
    await queue.timer('a1', at);
    await queue.timer('a2', Date.now() - 1_000);
    await vi.waitFor(() => expect(handlers.timers.map(({ job }) => job.access)).toEqual(['a2', 'a1']), patience);
    expect(handlers.timers[1]?.at).toBeGreaterThanOrEqual(at);
  });
});

describe('giving up', () => {
  it('keeps the job until it could be reported', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation, 1);
    const handlers = recordingHandlers({
      command: () => Promise.reject(new Error('hopeless')),
      gaveUp: () => (handlers.givenUp.length === 1 ? Promise.reject(new Error('MongoDB is away')) : Promise.resolve()),
    });
    consumer(installation, handlers, { reportPauseMs: 10 });
    await queue.command([aCommand('reported')]);
    await vi.waitFor(() => expect(handlers.givenUp).toHaveLength(2), patience);
    expect(handlers.commands.map(({ context }) => context)).toEqual([
      { attempt: 1, last: true },
      { attempt: 1, last: true },
    ]);
  });
});

describe('closing', () => {
  it('finishes what is under way and begins nothing new', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    const working = gate();
    const finish = gate();
    let finished = false;
    const handlers = recordingHandlers({
      command: async () => {
        working.open();
        await finish.opened;
        finished = true;
      },
    });
    const close = consumer(installation, handlers);
    await queue.command([aCommand('under-way')]);
    await working.opened;
    const closed = close();
    finish.open();
    await closed;
    expect(finished).toBe(true);
    await queue.command([aCommand('too-late')]);
    const next = recordingHandlers();
    consumer(installation, next);
    await vi.waitFor(() => expect(next.commands.map(({ job }) => job.id)).toEqual(['too-late']), patience);
    expect(handlers.commands.map(({ job }) => job.id)).toEqual(['under-way']);
  });

  it('does not wait for ever', async () => {
    const installation = freshInstallation();
    const queue = await producer(installation);
    const working = gate();
    const handlers = recordingHandlers({
      command: () => {
        working.open();
        return new Promise(() => undefined);
      },
    });
    const log = recordingLog();
    const close = consumer(installation, handlers, { closeWithinMs: 50, log });
    await queue.command([aCommand('endless')]);
    await working.opened;
    await close();
    expect(log.lines.map(({ text }) => text)).toContain(
      'Jobs were left unfinished; they are taken up by the next worker',
    );
  });
});

describe('two installations on one Redis', () => {
  it('do not meet', async () => {
    const [one, other] = [freshInstallation(), freshInstallation()];
    const [queueOfOne, queueOfOther] = [await producer(one), await producer(other)];
    const [ofOne, ofOther] = [recordingHandlers(), recordingHandlers()];
    consumer(one, ofOne);
    consumer(other, ofOther);
    await queueOfOne.command([aCommand('same-id'), aCommand('only-one')]);
    await queueOfOther.command([aCommand('same-id')]);
    await vi.waitFor(() => {
      expect(ofOne.commands.map(({ job }) => job.id)).toEqual(['same-id', 'only-one']);
      expect(ofOther.commands.map(({ job }) => job.id)).toEqual(['same-id']);
    }, patience);
  });
});
