import type { z } from 'zod';
import type { Handlers } from '../ports/queue.ts';
import { commandJob, effectJob, timerJob } from './codecs.ts';

/** A queue: what it carries, how often and how fast a job is tried, and who works it off. */
export interface QueueDeclaration {
  /** Checked where a job is put on the queue and where it is taken off. */
  readonly codec: z.ZodType;
  /** Whether a job carries somebody's command, so that it needs the seal of this installation (DESIGN §4, _Trust_). */
  readonly isSealed: boolean;
  /** How often a job is tried before it is given up and reported. */
  readonly attempts: number;
  /** The pause after the first try, in ms; every further one is twice as long, up to `longestPauseMs`. */
  readonly firstPauseMs: number;
  /** In ms. What the sweep finds undone is merged with a job that waits, so a long pause holds everything up. */
  readonly longestPauseMs: number;
  /** Jobs under way at once in one process. */
  readonly concurrency: number;
  /** Which of the workers' functions runs it. */
  readonly handler: Exclude<keyof Handlers, 'gaveUp' | 'refused'>;
  /** Whether each try is counted by how it ended (`latchkey_effects_total`). */
  readonly isCounted: boolean;
}

/** Every queue: a new one is one entry here, and its handler in workers/. */
export const queues = {
  /** 8 tries over half a minute. */
  commands: {
    codec: commandJob,
    isSealed: true,
    attempts: 8,
    firstPauseMs: 250,
    longestPauseMs: 15_000,
    concurrency: 20,
    handler: 'command',
    isCounted: false,
  },
  /** 20 tries over four minutes. */
  effects: {
    codec: effectJob,
    isSealed: false,
    attempts: 20,
    firstPauseMs: 500,
    longestPauseMs: 15_000,
    concurrency: 20,
    handler: 'effect',
    isCounted: true,
  },
  /** To endpoints, each of which may take 15 s to answer: they hold up no effect in a chat. 20 tries over four minutes. */
  deliveries: {
    codec: effectJob,
    isSealed: false,
    attempts: 20,
    firstPauseMs: 500,
    longestPauseMs: 15_000,
    concurrency: 20,
    handler: 'effect',
    isCounted: true,
  },
  /** 20 tries over four minutes. */
  timers: {
    codec: timerJob,
    isSealed: false,
    attempts: 20,
    firstPauseMs: 500,
    longestPauseMs: 15_000,
    concurrency: 20,
    handler: 'timer',
    isCounted: false,
  },
} as const satisfies Readonly<Record<string, QueueDeclaration>>;

export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as readonly QueueName[];
