import { describe, expect, it } from 'vitest';
import { createRestartable } from '../../../sandbox/runner/restartable.ts';

/** Things that run until they're stopped, and what happened to them, in order. */
function kitchen() {
  const log: string[] = [];
  let count = 0;
  const make = () => {
    const number = (count += 1);
    let tell: () => void;
    const ended = new Promise<void>((resolve) => (tell = resolve));
    log.push(`start ${number}`);
    const stop = () => {
      log.push(`stop ${number}`);
      tell();
      return Promise.resolve();
    };
    return Promise.resolve({ number, ended, stop, die: () => tell() });
  };
  const noted = (word: string) => Promise.resolve(void log.push(word));
  return { log, make, noted };
}

describe('something that can be restarted', () => {
  it('is exchanged for another one, with work in between while nothing runs, and has not ended by that', async () => {
    const { log, make, noted } = kitchen();
    const running = await createRestartable(make);
    let hasEnded = false;
    void running.ended.then(() => (hasEnded = true));
    await running.restart(() => noted('work'));
    expect(log).toEqual(['start 1', 'stop 1', 'work', 'start 2']);
    expect(running.current().number).toBe(2);
    expect(hasEnded).toBe(false);
    running.current().die();
    await running.ended;
  });

  it('is restarted once after the other', async () => {
    const { log, make, noted } = kitchen();
    const running = await createRestartable(make);
    await Promise.all([running.restart(() => noted('one')), running.restart(() => noted('two'))]);
    expect(log).toEqual(['start 1', 'stop 1', 'one', 'start 2', 'stop 2', 'two', 'start 3']);
  });

  it('has ended where it doesn’t come back, and isn’t started again once it was stopped', async () => {
    const { log, make, noted } = kitchen();
    const running = await createRestartable(make);
    await expect(running.restart(() => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
    await running.ended;
    await running.stop();
    await running.restart(() => noted('never'));
    expect(log).not.toContain('never');
  });
});
