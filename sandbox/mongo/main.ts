import { parseArgs } from 'node:util';
import { startMongo } from './index.ts';

const USAGE = 'usage: main [--port N] [--data DIR] [--test-commands]\n';

const readOptions = (): { port: number; dataDir: string | undefined; testCommands: boolean } | undefined => {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string' },
        data: { type: 'string' },
        'test-commands': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port ?? '0');
    return Number.isInteger(port) && port >= 0 && port < 65536
      ? { port, dataDir: values.data, testCommands: values['test-commands'] }
      : undefined;
  } catch {
    return undefined;
  }
};

const describe = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}: ${describe(error.cause)}`;
};

const options = readOptions();
if (!options) {
  process.stderr.write(USAGE);
  process.exitCode = 2;
} else {
  try {
    const mongo = await startMongo(options);
    process.stderr.write('embedded MongoDB: for trying and testing on one machine, not for production\n');
    process.stdout.write(`${JSON.stringify({ uri: mongo.uri })}\n`);
    const stop = (): void => void mongo.stop();
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  } catch (error) {
    process.stderr.write(`the embedded MongoDB did not start: ${describe(error)}\n`);
    process.exitCode = 1;
  }
}
