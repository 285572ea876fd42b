import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onStopSignals } from '../../../sandbox/runner/signals.ts';

function hearing() {
  const log: string[] = [];
  let time = 0;
  const process = Object.assign(new EventEmitter(), { exit: (code: number) => void log.push(`exit ${code}`) });
  const told = onStopSignals(
    () => void log.push('stop'),
    process,
    () => time,
  );
  const send = (name: string, at: number): void => {
    time = at;
    process.emit(name);
  };
  return { log, send, told, process };
}

describe('the signals that stop the sandbox', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])('stops at the first %s', (name) => {
    const { log, send } = hearing();
    send(name, 0);
    expect(log).toEqual(['stop']);
  });

  it('takes a Ctrl-C that npm passes on beside the terminal for one', () => {
    const { log, send } = hearing();
    send('SIGINT', 0);
    send('SIGINT', 3);
    expect(log).toEqual(['stop']);
  });

  it('ends at once at a later second one', () => {
    const { log, send } = hearing();
    send('SIGINT', 0);
    send('SIGINT', 1500);
    expect(log).toEqual(['stop', 'exit 1']);
  });

  it('hears nothing more once forgotten', () => {
    const { log, send, told, process } = hearing();
    told.forget();
    send('SIGINT', 0);
    expect(log).toEqual([]);
    expect(process.eventNames()).toEqual([]);
  });
});
