import type { Server } from 'node:http';

const LOOK_EVERY = 20;

/** Takes no new connection, lets requests under way finish, and cuts off what is left after `patience` ms. */
export async function closeServer(server: Server, patience: number): Promise<void> {
  if (!server.listening) return;
  // A connection that was busy becomes idle, not closed, when its answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), LOOK_EVERY);
  const cut = setTimeout(() => server.closeAllConnections(), patience);
  try {
    await new Promise<void>((resolve) => server.close(() => resolve()));
  } finally {
    clearInterval(sweep);
    clearTimeout(cut);
  }
}
