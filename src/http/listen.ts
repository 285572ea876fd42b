import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Starts listening; 0 takes any free port. Rejects with a sentence that says what to do. @returns the port */
export async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(new Error(sentence(error, port), { cause: error }));
    server.once('error', fail);
    server.listen({ port, host }, () => {
      server.off('error', fail);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function sentence(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') {
    return `PORT ${port} is taken by another process: stop that one, or set PORT to a free port`;
  }
  if (error.code === 'EACCES') return `PORT ${port} is not allowed for this user: set PORT to one above 1023`;
  return `Could not listen on PORT ${port}: ${error.message}`;
}
