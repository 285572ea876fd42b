import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { hasStopped, unanswered } from '../../../src/store/mongo/revive.ts';

const a = 'a.acme.test:27017';
const b = 'b.acme.test:27017';

function watched() {
  const client = new EventEmitter();
  const time = { now: 0 };
  const since = unanswered(client as never, () => time.now);
  const heartbeat = (what: 'Started' | 'Succeeded' | 'Failed', connectionId: string) =>
    client.emit(`serverHeartbeat${what}`, { connectionId });
  return { client, time, since, heartbeat };
}

describe('a driver that has stopped looking for a server', () => {
  it('is one whose heartbeat neither succeeds nor fails', () => {
    const { time, since, heartbeat } = watched();
    heartbeat('Started', a);
    time.now = 20_000;
    expect(hasStopped(since, time.now)).toBe(false);
    time.now = 20_001;
    expect(hasStopped(since, time.now)).toBe(true);
  });

  it.each(['Succeeded', 'Failed'] as const)('is none whose heartbeat %s', (how) => {
    const { time, since, heartbeat } = watched();
    heartbeat('Started', a);
    heartbeat(how, a);
    time.now = 600_000;
    expect(hasStopped(since, time.now)).toBe(false);
  });

  it('is one also where another server of the set answers', () => {
    const { time, since, heartbeat } = watched();
    heartbeat('Started', a);
    heartbeat('Started', b);
    heartbeat('Succeeded', b);
    time.now = 30_000;
    expect(hasStopped(since, time.now)).toBe(true);
  });

  it('is none where the server has left the set', () => {
    const { client, time, since, heartbeat } = watched();
    heartbeat('Started', a);
    client.emit('serverClosed', { address: a });
    time.now = 30_000;
    expect(hasStopped(since, time.now)).toBe(false);
  });
});
