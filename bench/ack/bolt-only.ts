// A bare Bolt app that only acknowledges.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { listen, settings } from './bolt-child.ts';

const { signingSecret, ...identity } = settings();
const receiver = new HTTPReceiver({ signingSecret, logLevel: LogLevel.ERROR });
const app = new App({ ...identity, receiver });
app.command('/access', async ({ ack }) => {
  await ack();
});
await listen(app);
