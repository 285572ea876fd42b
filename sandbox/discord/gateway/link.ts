import { constants, createDeflate } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { Json } from '../types.ts';

/** One connection of the app. */
export interface Link {
  send: (payload: Json) => void;
  close: (code: number) => void;
  /** Hangs up; settles when the connection is gone. */
  end: () => Promise<void>;
}

const HANG_UP_MS = 500;

/** @param isCompressed with `compress=zlib-stream`: one deflate stream for the whole connection, flushed at each payload */
export function createLink(socket: WebSocket, isCompressed: boolean): Link {
  const write = isCompressed ? deflating(socket) : (text: string) => socket.send(text);
  return {
    send: (payload) => {
      if (socket.readyState === socket.OPEN) write(JSON.stringify(payload));
    },
    close: (code) => socket.close(code),
    end: () =>
      new Promise((resolve) => {
        const impatience = setTimeout(() => socket.terminate(), HANG_UP_MS);
        socket.once('close', () => {
          clearTimeout(impatience);
          resolve();
        });
        if (socket.readyState === socket.CLOSED) socket.emit('close');
        else socket.close(1001);
      }),
  };
}

function deflating(socket: WebSocket): (text: string) => void {
  const stream = createDeflate();
  let parts: Buffer[] = [];
  stream.on('data', (part: Buffer) => parts.push(part));
  return (text) => {
    stream.write(text);
    stream.flush(constants.Z_SYNC_FLUSH, () => {
      const whole = Buffer.concat(parts);
      parts = [];
      if (socket.readyState === socket.OPEN) socket.send(whole);
    });
  };
}
