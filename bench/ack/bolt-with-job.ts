// A bare Bolt app that adds a bare BullMQ job and then acknowledges.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { listen, settings } from './bolt-child.ts';

const { signingSecret, ...identity } = settings();
const queue = new Queue('commands', {
  connection: new Redis(process.env['REDIS_URL'] ?? ''),
  prefix: process.env['BENCH_PREFIX'] ?? 'bench',
});
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({ ...identity, receiver });
app.command('/access', async ({ ack, command }) => {
  await queue.add('access', { text: command.text, user: command.user_id, trigger: command.trigger_id });
  await ack();
});
await queue.waitUntilReady();
await listen(app);
