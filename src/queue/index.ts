export { startConsumers } from './consumers.ts';
export type { ConsumerSettings } from './consumers.ts';
export { openInspection } from './inspect.ts';
export type { QueueReport } from './inspect.ts';
export { createQueue } from './producer.ts';
export type { QueueSettings, Tries } from './producer.ts';
