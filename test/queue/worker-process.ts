// A worker in a process of its own that takes up a command, says so, and never finishes it.
import { startConsumers } from '../../src/queue/index.ts';
import { sealing } from './support.ts';

const [, , url = '', installationId = ''] = process.argv;
const ignore = (): void => undefined;
startConsumers({
  url,
  installationId,
  ...sealing,
  log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  lockMs: 600,
  stalledCheckMs: 300,
  handlers: {
    command: () => {
      process.stdout.write('taken\n');
      return new Promise(ignore);
    },
    effect: () => Promise.resolve(),
    timer: () => Promise.resolve(),
    gaveUp: () => Promise.resolve(),
    refused: () => Promise.resolve(),
  },
});
