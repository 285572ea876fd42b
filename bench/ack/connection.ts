import { connect } from 'node:net';
import { once } from 'node:events';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One kept-alive connection that carries one request at a time; a plain socket, since a full client costs what is measured. */
export interface Connection {
  send(request: Buffer, answered: (answer: Answer) => void): void;
  close(): void;
}

export async function openConnection(port: number, broken: (error: Error) => void): Promise<Connection> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  let received = '';
  let waiting: ((answer: Answer) => void) | null = null;
  let closing = false;
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    const answer = parse(received);
    if (answer === null || waiting === null) return;
    const answered = waiting;
    received = '';
    waiting = null;
    answered(answer);
  });
  socket.on('error', broken);
  socket.on('close', () => {
    if (!closing) broken(new Error(`The server on port ${port} closed a connection that was to be kept alive`));
  });
  return {
    send(request, answered) {
      waiting = answered;
      socket.write(request);
    },
    close() {
      closing = true;
      socket.destroy();
    },
  };
}

/** A whole response, or null while some of it is missing. */
function parse(text: string): Answer | null {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return null;
  const head = text.slice(0, headEnd).toLowerCase();
  const body = text.slice(headEnd + 4);
  const length = /content-length: *(\d+)/.exec(head)?.[1];
  const whole = length === undefined ? body.endsWith('0\r\n\r\n') : body.length >= Number(length);
  return whole ? { status: Number(text.slice(9, 12)), body } : null;
}
