import { QueueUnavailable } from '../ports/queue.ts';
import type { Queue } from '../ports/queue.ts';

const away = () => Promise.reject(new QueueUnavailable('The command line has no queue'));

/** What the command line has in place of Redis: what follows waits in MongoDB until a worker finds it. */
export const noQueue: Queue = { command: away, isLeft: away, effect: away, timer: away, ping: away };
