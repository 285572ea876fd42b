import { describe, expect, it } from 'vitest';
import { createLifecycle } from '../../../sandbox/runner/lifecycle.ts';

function recorder() {
  const log: string[] = [];
  const part = (name: string) => ({
    stop: () => {
      log.push(`stop ${name}`);
      return Promise.resolve();
    },
  });
  const lifecycle = createLifecycle((sentence) => void log.push(sentence));
  return { log, part, lifecycle };
}

describe('the life of what the sandbox starts', () => {
  it('stops the last one first', async () => {
    const { log, part, lifecycle } = recorder();
    await lifecycle.start('a', () => Promise.resolve(part('a')));
    await lifecycle.start('b', () => Promise.resolve(part('b')));
    await lifecycle.stop();
    expect(log).toEqual(['stop b', 'stop a']);
  });

  it('stops the others also when one does not stop cleanly, and says which', async () => {
    const { log, part, lifecycle } = recorder();
    await lifecycle.start('a', () => Promise.resolve(part('a')));
    await lifecycle.start('b', () => Promise.resolve({ stop: () => Promise.reject(new Error('stuck')) }));
    await lifecycle.stop();
    expect(log).toEqual(['b did not stop cleanly: stuck', 'stop a']);
  });

  it('interrupts what is starting, and stops it when it comes up after all', async () => {
    const { log, part, lifecycle } = recorder();
    let comeUp: () => void = () => undefined;
    const starting = lifecycle.start(
      'a',
      () => new Promise<ReturnType<typeof part>>((resolve) => (comeUp = () => resolve(part('a')))),
    );
    const stopped = lifecycle.stop();
    await expect(starting).rejects.toThrow('the sandbox was told to stop');
    expect(log).toEqual([]);
    comeUp();
    await stopped;
    expect(log).toEqual(['stop a']);
  });

  it('starts nothing more once it was told to stop, and stops once', async () => {
    const { log, part, lifecycle } = recorder();
    await lifecycle.start('a', () => Promise.resolve(part('a')));
    await Promise.all([lifecycle.stop(), lifecycle.stop()]);
    await expect(lifecycle.start('b', () => Promise.resolve(part('b')))).rejects.toThrow('told to stop');
    expect(log).toEqual(['stop a']);
  });

  it('passes a failure on and forgets that part', async () => {
    const { log, lifecycle } = recorder();
    await expect(lifecycle.start('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await lifecycle.stop();
    expect(log).toEqual([]);
  });
});
