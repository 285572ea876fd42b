import { openConnection } from './connection.ts';
import type { Answer, Connection } from './connection.ts';
import { signedRequest } from './signed-request.ts';
import type { Sender } from './signed-request.ts';

export interface Load {
  readonly sender: Sender;
  readonly connections: number;
  /** Requests a second. */
  readonly rate: number;
  readonly seconds: number;
}

export interface Measured {
  /** From the moment each request was due to its whole answer, in microseconds. */
  readonly latencies: readonly number[];
  readonly last: Answer;
}

let sent = 0;

/**
 * Sends at a fixed rate whatever the answers do. A request that finds every connection busy waits, and its time counts from
 * when it was due: a server that stalls is charged for everybody who would have asked meanwhile.
 * Rejects when an answer is not 200 or a connection breaks.
 */
export async function openLoop({ sender, connections, rate, seconds }: Load): Promise<Measured> {
  let broken: (error: Error) => void = () => undefined;
  const failure = new Promise<never>((_, reject) => {
    broken = reject;
  });
  const all = await Promise.all(Array.from({ length: connections }, () => openConnection(sender.port, broken)));
  try {
    return await Promise.race([failure, drive(all, sender, rate, Math.round(rate * seconds), broken)]);
  } finally {
    for (const connection of all) connection.close();
  }
}

function drive(
  idle: Connection[],
  sender: Sender,
  rate: number,
  count: number,
  broken: (error: Error) => void,
): Promise<Measured> {
  const free = [...idle];
  const latencies: number[] = [];
  const begin = performance.now() + 5;
  const due = (n: number): number => begin + (n * 1000) / rate;
  let next = 0;
  // Signed shortly before it is due, so that signing is not part of what is measured.
  let request = signedRequest(sender, (sent += 1));

  return new Promise((resolve) => {
    const turn = (): void => {
      for (;;) {
        const connection = next < count && performance.now() >= due(next) ? free.shift() : undefined;
        if (connection === undefined) break;
        const dueAt = due(next);
        connection.send(request, (answer) => {
          latencies.push((performance.now() - dueAt) * 1000);
          if (answer.status !== 200) broken(new Error(`Answered ${answer.status}: ${answer.body}`));
          else if (latencies.length === count) resolve({ latencies, last: answer });
          free.push(connection);
          turn();
        });
        next += 1;
        request = signedRequest(sender, (sent += 1));
      }
    };
    // A timer is a millisecond late now and then, so the last stretch is spent asking the clock.
    const wait = (): void => {
      if (latencies.length >= count) return;
      turn();
      const left = due(next) - performance.now();
      if (next < count && left > 2) setTimeout(wait, left - 1.5);
      else setImmediate(wait);
    };
    wait();
  });
}
