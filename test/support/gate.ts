import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface Gate {
  /** `host:port` to use in place of the server's. */
  readonly host: string;
  /** Drops every connection, and every new one, until it is opened again. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** A door in front of a server of ours: shut, it is as if the server were gone. It starts as told. */
export async function gateTo(host: string, port: number, isOpen: boolean): Promise<Gate> {
  const sockets = new Set<Socket>();
  let opened = isOpen;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (!opened) return void near.destroy();
    const far = connect(port, host);
    keep(far);
    near.pipe(far).on('close', () => near.destroy());
    far.pipe(near).on('close', () => far.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dropAll = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    shut: () => {
      opened = false;
      dropAll();
    },
    open: () => {
      opened = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        dropAll();
      }),
  };
}
