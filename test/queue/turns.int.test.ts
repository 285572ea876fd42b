import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { createAdmission } from '../../commands/admission.ts';
import { createQueue, startConsumers } from '../../src/queue/index.ts';
import { aCommand, freshInstallation, recordingHandlers, recordingLog, sealing } from './support.ts';
import { patience } from '../support/until.ts';

const url = inject('redisUrl');
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

describe('three accounts in a loop, 1,000 commands each', () => {
  it('leave 60 jobs, of which nine are carried out before somebody’s first command', async () => {
    const settings = { url, installationId: freshInstallation(), ...sealing, log: recordingLog() };
    const { queue, close } = createQueue(settings);
    closers.push(close);
    await vi.waitFor(() => queue.ping(), patience);
    const admission = createAdmission({ burst: 20, perSecond: 1 }, { now: () => 0 });
    const give = async (user: string, id: string) => {
      const admitted = admission.command({ platform: 'slack', workspace: 'T1', user }, 'request');
      if (admitted.kind === 'go') await queue.command([aCommand(id)], admitted.turn);
      return admitted.kind;
    };
    const kinds: string[] = [];
    for (let at = 0; at < 1_000; at++) {
      for (const user of ['guest', 'unlinked', 'loop']) kinds.push(await give(user, `${user}-${at}`));
    }
    expect(kinds.filter((kind) => kind === 'go')).toHaveLength(60);
    expect(kinds.filter((kind) => kind === 'say')).toHaveLength(3);
    await give('honest', 'honest');
    const handlers = recordingHandlers();
    closers.push(startConsumers({ ...settings, handlers, concurrency: 1 }).close);
    await vi.waitFor(() => expect(handlers.commands).toHaveLength(61), patience);
    expect(handlers.commands.findIndex(({ job }) => job.id === 'honest')).toBe(9);
  });
});
