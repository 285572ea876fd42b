import { createConnection } from 'node:net';

const PATIENCE_MS = 10_000;

/** Empties a Redis that is ours, its append-only file included. Fails where it doesn't say so. @param url redis://… */
export function flushRedis(url: string): Promise<void> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    let answer = '';
    const finish = (): void => {
      socket.destroy();
      if (answer.startsWith('+OK')) resolve();
      else reject(new Error(`Redis was not emptied: ${answer.trim() || 'no answer'}`));
    };
    socket.setTimeout(PATIENCE_MS, finish);
    socket.once('error', finish);
    socket.once('end', finish);
    socket.once('connect', () => socket.write('FLUSHALL\r\nQUIT\r\n'));
    socket.on('data', (text) => {
      answer += text.toString('latin1');
    });
  });
}
