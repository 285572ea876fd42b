import { Queue as BullQueue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createSeals } from '../../src/lib/seals.ts';
import type { CommandJob, RefusedJob } from '../../src/ports/queue.ts';
import { createEnvelope } from '../../src/queue/envelope.ts';
import { createQueue, openInspection, startConsumers } from '../../src/queue/index.ts';
import { jobId, prefixOf } from '../../src/queue/names.ts';
import { patience } from '../support/until.ts';
import { aCommand, freshInstallation, recordingHandlers, recordingLog, sealing } from './support.ts';

const url = inject('redisUrl');
const closers: (() => Promise<unknown>)[] = [];
const installationId = freshInstallation();
const prefix = prefixOf(installationId);
const base = `${prefix}:commands`;
const handlers = recordingHandlers();
const redis = new Redis(url);
const raw = (name: string) => new BullQueue(name, { connection: { url }, prefix });
const commands = raw('commands');
const effects = raw('effects');
const timers = raw('timers');
const honest = createQueue({ url, installationId, ...sealing, log: recordingLog() });
const inspection = openInspection({ url, installationId, ...sealing, log: recordingLog() });

beforeAll(async () => {
  await vi.waitFor(() => honest.queue.ping(), patience);
});
afterAll(async () => {
  await Promise.all(closers.map((close) => close()));
  for (const one of [commands, effects, timers]) await one.close();
  await honest.close();
  inspection.close();
  redis.disconnect();
});

/** The stored job of a command that was really given, with its exact seal; it is taken out of the queue again. */
async function sealed(id: string): Promise<{ name: string; data: unknown; id: string }> {
  await honest.queue.command([aCommand(id)]);
  const key = jobId(id);
  const job = await commands.getJob(key);
  if (!job) throw new Error('the command is not there');
  const { name, data } = job as { name: string; data: unknown };
  await job.remove();
  return { name, data, id: key };
}

/** A job as somebody writes it who knows everything but the secret. */
function forged(change: Partial<CommandJob> = {}, name = 'approve'): { name: string; data: unknown; id: string } {
  const job = { ...aCommand('forged'), ...change };
  const other = createEnvelope(createSeals([new Uint8Array(32).fill(9)], installationId), 'main');
  const id = jobId(job.id);
  return { name, data: other.seal(job, { queue: 'commands', name, id }), id };
}

/** Puts one thing into Redis; returns the queue where it is to be refused, or null where there is nothing to refuse. */
type Manipulation = () => Promise<RefusedJob['queue'] | null>;
const put = async ({ name, data, id }: { name: string; data: unknown; id: string }, into = commands) => {
  await into.add(name, data, { jobId: id });
  return into.name;
};

const edited = (data: unknown, edit: (job: Record<string, unknown>) => void): unknown => {
  const { body, ...rest } = data as { body: string };
  const job = JSON.parse(body) as Record<string, unknown>;
  edit(job);
  return { ...rest, body: JSON.stringify(job) };
};

const manipulations: Readonly<Record<string, Manipulation>> = {
  'a command without a seal': async () => put({ name: 'approve', data: aCommand('bare'), id: 'j.bare' }),
  'a command sealed with another secret': async () => put(forged()),
  'another giver in a sealed command': async () => {
    const job = await sealed('giver');
    const data = edited(job.data, (one) => {
      one['actor'] = { kind: 'account', account: { platform: 'slack', workspace: 'T1', user: 'UADMIN' } };
    });
    return put({ ...job, data });
  },
  'another access in a sealed command': async () => {
    const job = await sealed('access');
    return put({ ...job, data: edited(job.data, (one) => (one['action'] = { name: 'approve', access: 'other' })) });
  },
  'another reply target in a sealed command': async () => {
    const job = await sealed('reply');
    const reply = { platform: 'slack', user: 'U1', channel: null, responseUrl: 'http://169.254.169.254/', at: 1 };
    return put({ ...job, data: edited(job.data, (one) => (one['reply'] = reply)) });
  },
  'another time of receipt in a sealed command': async () => {
    const job = await sealed('time');
    return put({ ...job, data: edited(job.data, (one) => (one['heardAt'] = Date.now())) });
  },
  'the seal of one command on another': async () => {
    const [one, other] = [await sealed('one'), await sealed('other')];
    const { seal } = other.data as { seal: string };
    return put({ ...one, data: { ...(one.data as object), seal } });
  },
  'a sealed command under another job id': async () => put({ ...(await sealed('copied')), id: 'j.copy' }),
  'a sealed command under another name': async () => put({ ...(await sealed('renamed')), name: 'deny' }),
  'a sealed command in the queue of effects': async () => put(await sealed('moved'), effects),
  'a sealed command in the queue of timers': async () => put(await sealed('moved-on'), timers),
  'an effect in the queue of commands': async () =>
    put({ name: 'outbox', data: { name: 'outbox', access: 'a1' }, id: 'j.effect' }),
  'a command of another tenant with the same secret': async () => {
    const envelope = createEnvelope(sealing.seals, 'other-tenant');
    const place = { queue: 'commands', name: 'approve', id: jobId('tenant') };
    return put({ ...place, data: envelope.seal(aCommand('tenant'), place) });
  },
  'a command of another installation': async () => {
    const seals = createSeals([new Uint8Array(32).fill(7)], 'another installation');
    const place = { queue: 'commands', name: 'approve', id: jobId('installation') };
    return put({ ...place, data: createEnvelope(seals, 'main').seal(aCommand('installation'), place) });
  },
  'a job whose hash claims another id': async () => {
    const job = await sealed('claimed');
    await put({ ...job, id: 'j.claims' });
    await redis.hset(`${base}:j.claims`, 'id', job.id);
    return 'commands';
  },
  'a job that is not JSON': async () => {
    await redis.hset(`${base}:j.text`, { name: 'approve', data: '{"v":1,', opts: '{}', timestamp: '1' });
    await redis.lpush(`${base}:wait`, 'j.text');
    return 'commands';
  },
  'options that are not JSON': async () => {
    await redis.hset(`${base}:j.options`, { name: 'approve', data: '{}', opts: '{', timestamp: '1' });
    await redis.lpush(`${base}:wait`, 'j.options');
    return 'commands';
  },
  'a text instead of a job': async () => {
    await redis.set(`${base}:j.string`, 'nothing');
    await redis.lpush(`${base}:wait`, 'j.string');
    return 'commands';
  },
  'an id without a job': async () => {
    await redis.lpush(`${base}:wait`, 'j.nowhere');
    return 'commands';
  },
  'a huge job': async () => {
    const job = await sealed('huge');
    return put({ ...job, data: { ...(job.data as object), body: 'x'.repeat(3_000_000) } });
  },
  'a job of the wrong types': async () =>
    put({ name: 'approve', data: { v: 1, body: { toString: 1 }, seal: ['a'] }, id: 'j.types' }),
  'a scheduler that makes commands': async () => {
    const { name, data } = await sealed('scheduled');
    await commands.upsertJobScheduler('often', { every: 50 }, { name, data });
    return 'commands';
  },
  'an effect that names no known kind': async () =>
    put({ name: 'outbox', data: { name: 'grant', access: 'a1', who: 'me' }, id: 'e1' }, effects),
  'an effect with a huge name': async () =>
    put({ name: 'outbox', data: { name: 'outbox', access: 'x'.repeat(1_000_000) }, id: 'e2' }, effects),
  'a timer of the wrong types': async () =>
    put({ name: 'look', data: { access: { $ne: null }, at: 'now' }, id: 't1' }, timers),
  'a command that was deleted': async () => {
    await sealed('deleted');
    return null;
  },
};

describe('whoever can write to Redis', () => {
  it('decides nothing: every job that nobody commanded is refused, kept and reported', async () => {
    const expected: string[] = [];
    for (const manipulate of Object.values(manipulations)) {
      const queue = await manipulate();
      if (queue !== null) expected.push(queue);
    }
    expect(expected.length).toBeGreaterThanOrEqual(20);
    const { close } = startConsumers({
      ...{ url, installationId, ...sealing, handlers, log: recordingLog() },
      ...{ lockMs: 1_500, stalledCheckMs: 300 },
    });
    closers.push(close);
    await vi.waitFor(() => {
      expect(handlers.refusals.length).toBeGreaterThanOrEqual(expected.length);
    }, patience);
    await commands.removeJobScheduler('often');
    expect(handlers.commands).toEqual([]);
    expect(handlers.effects).toEqual([]);
    expect(handlers.timers).toEqual([]);
    for (const queue of ['commands', 'effects', 'timers']) {
      const count = (all: readonly string[]) => all.filter((one) => one === queue).length;
      expect(count(handlers.refusals.map((one) => one.queue)), queue).toBeGreaterThanOrEqual(count(expected));
    }
    const { deadLetters } = await inspection.report();
    expect(deadLetters.count).toBeGreaterThanOrEqual(expected.length);
  });

  it('hinders no honest command afterwards, and nothing comes back', async () => {
    const before = handlers.refusals.length;
    await honest.queue.command([aCommand('honest')]);
    await vi.waitFor(() => expect(handlers.commands.map(({ job }) => job.id)).toEqual(['honest']), patience);
    await vi.waitFor(async () => expect((await inspection.report()).left.commands).toBe(0), patience);
    expect((await inspection.report()).unsealed).toBe(0);
    expect(handlers.refusals.length).toBe(before);
  });

  it('can delay a command or hand it out again, but the command stays what it was', async () => {
    const place = { queue: 'commands', name: 'approve', id: jobId('late') };
    const job = { ...place, data: createEnvelope(sealing.seals, 'main').seal(aCommand('late'), place) };
    await commands.add(job.name, job.data, { jobId: job.id, delay: 50, priority: 7 });
    await vi.waitFor(() => expect(handlers.commands.at(-1)?.job.id).toBe('late'), patience);
    expect(handlers.commands.at(-1)?.job).toEqual(aCommand('late'));
    await commands.add(job.name, job.data, { jobId: job.id });
    await vi.waitFor(
      () => expect(handlers.commands.filter(({ job: { id } }) => id === 'late')).toHaveLength(2),
      patience,
    );
    expect(handlers.commands.at(-1)?.job).toEqual(aCommand('late'));
  });
});

describe('the dead letters', () => {
  it('are bounded', async () => {
    for (let at = 0; at < 520; at++) await redis.lpush(`${prefix}:dead-letters`, 'not JSON');
    await put({ name: 'approve', data: 'again', id: 'j.again' });
    await vi.waitFor(async () => {
      const { count, newest } = (await inspection.report()).deadLetters;
      expect(count).toBe(500);
      expect(newest[0]?.job).toBe('j.again');
    }, patience);
  });
});
