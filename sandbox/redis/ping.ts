import { createConnection } from 'node:net';

/**
 * Whether the Redis on this port is ready and is process `pid`: on a taken port, somebody else's answers too. False as
 * well where it does not answer within `patience` ms or still loads its data.
 */
export function isReady(port: number, pid: number, patience = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    let answer = '';
    const finish = (): void => {
      socket.destroy();
      resolve(answer.startsWith('+PONG\r\n') && new RegExp(`^process_id:${pid}\r$`, 'm').test(answer));
    };
    socket.setTimeout(patience, finish);
    socket.once('error', finish);
    socket.once('end', finish);
    socket.once('connect', () => socket.write('PING\r\nINFO server\r\nQUIT\r\n'));
    socket.on('data', (text) => {
      answer += text.toString('latin1');
    });
  });
}
