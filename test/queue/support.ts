import { randomUUID } from 'node:crypto';
import type { Log } from '../../src/ports/log.ts';
import { createSeals } from '../../src/lib/seals.ts';
import type { CommandJob, EffectJob, Handlers, JobContext, RefusedJob, TimerJob } from '../../src/ports/queue.ts';

export const freshInstallation = (): string => `test-${randomUUID()}`;

/** What a queue seals with: both sides of one installation have the same. */
export const sealing = { tenant: 'main', seals: createSeals([new Uint8Array(32).fill(7)], 'tests') };

export interface LogLine {
  level: 'debug' | 'info' | 'warn' | 'error';
  fields: object;
  text: string;
}

export function recordingLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (fields: object, text: string) => void lines.push({ level, fields, text });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

export function aCommand(id: string): CommandJob {
  return {
    id,
    action: { name: 'approve', access: `access-of-${id}` },
    actor: { kind: 'account', account: { platform: 'slack', workspace: 'T1', user: 'U1' } },
    text: null,
    via: 'slack',
    delivery: `delivery-of-${id}`,
    heardAt: 1_700_000_000_000,
    reply: null,
  };
}

export interface GivenUp {
  queue: string;
  payload: unknown;
  error: Error;
}

/** Handlers that record what they were called with, and do what the test says. */
export function recordingHandlers(does: Partial<Handlers> = {}): Handlers & {
  commands: { job: CommandJob; context: JobContext }[];
  effects: { job: EffectJob; context: JobContext }[];
  timers: { job: TimerJob; context: JobContext; at: number }[];
  givenUp: GivenUp[];
  refusals: RefusedJob[];
} {
  const commands: { job: CommandJob; context: JobContext }[] = [];
  const effects: { job: EffectJob; context: JobContext }[] = [];
  const timers: { job: TimerJob; context: JobContext; at: number }[] = [];
  const givenUp: GivenUp[] = [];
  const refusals: RefusedJob[] = [];
  return {
    commands,
    effects,
    timers,
    givenUp,
    refusals,
    async command(job, context) {
      commands.push({ job, context });
      await does.command?.(job, context);
    },
    async effect(job, context) {
      effects.push({ job, context });
      await does.effect?.(job, context);
    },
    async timer(job, context) {
      timers.push({ job, context, at: Date.now() });
      await does.timer?.(job, context);
    },
    async gaveUp(queue, payload, error) {
      givenUp.push({ queue, payload, error });
      await does.gaveUp?.(queue, payload, error);
    },
    async refused(job) {
      refusals.push(job);
      await does.refused?.(job);
    },
  };
}

/** A promise and the way to settle it. */
export function gate(): { open: () => void; opened: Promise<void> } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}
