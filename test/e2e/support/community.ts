import { programsType } from '../../support/limits.ts';
import { createMembers } from './discord.ts';
import { folder, freePort, startLatchkey, startSandbox } from './processes.ts';

/** A community with Discord alone: a local Discord that knows everyone in this latchkey.yml, and Latchkey connected to it. */
export async function startCommunity(configuration: string) {
  const files = await folder({ 'latchkey.yml': `${programsType}\n${configuration}` });
  const config = `${files.path}/latchkey.yml`;
  const sandbox = await startSandbox(['--only', 'redis,mongo,discord', '--config', config]);
  const env: Readonly<Record<string, string>> = { ...sandbox.env, LATCHKEY_CONFIG: config };
  const start = async () => startLatchkey('all', env, await freePort());
  let app = await start();
  return {
    /** What any further `latchkey …` needs. */
    env,
    members: createMembers(sandbox.parts['discord']!),
    /** What Latchkey wrote to stderr since it was started last. */
    log: () => app.log(),
    /** Kills Latchkey in the middle of whatever it does, and starts it again. */
    async killAndStart(): Promise<void> {
      await app.kill();
      app = await start();
    },
    async stop(): Promise<void> {
      await app.stop();
      await sandbox.stop();
      await files.remove();
    },
  };
}

export type Community = Awaited<ReturnType<typeof startCommunity>>;
