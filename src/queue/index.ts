export { startConsumers } from './consumers.ts';
export type { ConsumerSettings } from './consumers.ts';
export { createQueue } from './producer.ts';
export type { QueueSettings, Tries } from './producer.ts';
