import type { Message } from '../../src/domain/message.ts';
import { createCounter } from './counting.ts';
import { openLine } from './line.ts';
import { organisation } from './organisation.ts';

/** What a worker process is given, as JSON. */
export interface WorkerSettings {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly installationId: string;
  readonly people: number;
}

/** What it tells its parent. */
export type WorkerTold =
  | { readonly told: 'ready' }
  | { readonly told: 'post'; readonly channel: string; readonly key: string; readonly message: Message }
  | {
      readonly told: 'counts';
      readonly mongodb: readonly (readonly [string, number])[];
      readonly redis: readonly (readonly [string, number])[];
    };

const tell = (told: WorkerTold): void => void process.send?.(told);

const settings = JSON.parse(process.argv[2] ?? '{}') as WorkerSettings;
const { chat, catalogue } = organisation(settings);
const post = chat.chat.post.bind(chat.chat);
chat.chat.post = async (channel, message, key, mentions, beforeSending) => {
  const ref = await post(channel, message, key, mentions, beforeSending);
  tell({ told: 'post', channel, key, message });
  return ref;
};
const counter = createCounter();
const line = await openLine({ ...settings, catalogue, chats: [chat.chat], counter, worker: true });
process.on('message', () => {
  const { mongodb, redis } = counter.take();
  tell({ told: 'counts', mongodb: [...mongodb], redis: [...redis] });
});
process.on('disconnect', () => void line.close().finally(() => process.exit()));
tell({ told: 'ready' });
