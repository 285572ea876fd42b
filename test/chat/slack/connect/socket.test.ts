import { webApi } from '@slack/bolt';
import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { openSocket } from '../../../../src/chat/slack/connect/socket.ts';
import type { SocketParts } from '../../../../src/chat/slack/connect/socket.ts';
import type { RefusedConnection } from '../../../../src/ports/platform.ts';
import { recordingLog } from '../helpers.ts';

const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

/** A client of which each start does the next of `outcomes`: an error, or null for a connection. `isPatient`: no pause ends. */
async function opened(outcomes: (Error | null)[], isPatient = false) {
  const pauses: number[] = [];
  const told: (RefusedConnection | null)[] = [];
  let starts = 0;
  const emitter = new EventEmitter();
  const start = () => {
    starts++;
    const next = outcomes.shift() ?? null;
    return next === null ? Promise.resolve() : Promise.reject(next);
  };
  const disconnect = () => Promise.resolve(void emitter.emit('disconnected'));
  const client = Object.assign(emitter, { start, disconnect });
  const connection = await openSocket({
    receiver: { start, client } as unknown as SocketParts['receiver'],
    clock: {
      sleep: (ms) => {
        pauses.push(ms);
        return isPatient ? new Promise(() => undefined) : Promise.resolve();
      },
    },
    log: recordingLog(),
    changed: (refused) => void told.push(refused),
  });
  const hangUp = () => void emitter.emit('disconnected');
  return { pauses, told, starts: () => starts, hangUp, close: () => connection.close() };
}

describe('Socket Mode', () => {
  it('is opened again at once where Slack hangs up, and that is told to nobody', async () => {
    const socket = await opened([]);
    for (const count of [2, 3]) {
      socket.hangUp();
      await vi.waitFor(() => expect(socket.starts()).toBe(count));
    }
    await socket.close();
    expect(socket).toMatchObject({ pauses: [], told: [] });
  });

  it('that Slack refuses after the start is told once, tried again, and told when it is there again', async () => {
    const no = () => refusal('invalid_auth');
    const socket = await opened([null, no(), no(), no(), no(), no(), null]);
    socket.hangUp();
    await vi.waitFor(() => expect(socket.told).toHaveLength(2));
    expect(socket.told).toEqual([
      { code: 'invalid_auth', advice: expect.stringContaining('SLACK_APP_TOKEN') as string },
      null,
    ]);
    expect(socket.pauses).toEqual([5_000, 30_000, 120_000, 300_000, 300_000]);
    await socket.close();
  });

  it('that is only away is opened again without a word', async () => {
    const socket = await opened([null, new Error('no route'), refusal('internal_error'), null]);
    socket.hangUp();
    await vi.waitFor(() => expect(socket.starts()).toBe(4));
    expect(socket.told).toEqual([]);
    expect(socket.pauses).toEqual([1_000, 2_000]);
    await socket.close();
  });

  it('that Slack refuses at the start is an error, and one that is away is waited for', async () => {
    await expect(opened([refusal('not_allowed_token_type')])).rejects.toThrow(
      'does not open with SLACK_APP_TOKEN: not_allowed_token_type',
    );
    expect((await opened([new Error('no route'), null])).starts()).toBe(2);
  });

  it('can be closed while it is refused', async () => {
    const socket = await opened([null, refusal('token_revoked')], true);
    socket.hangUp();
    await vi.waitFor(() => expect(socket.told).toHaveLength(1));
    await socket.close();
  });
});
