import mongoose from 'mongoose';
import { expect, inject, it } from 'vitest';
import { asking } from '../../../src/store/mongo/errors.ts';
import { connectOptions } from '../../../src/store/mongo/connection.ts';
import { keepLooking } from '../../../src/store/mongo/revive.ts';
import { StoreUnavailable } from '../../../src/ports/store.ts';
import { withDatabase } from '../../support/database.ts';
import { gateTo } from '../../support/gate.ts';
import { quiet } from '../../support/store.ts';
import { until } from '../../support/until.ts';

/** What the driver keeps of a server, as far as this test goes into it. */
interface Insides {
  readonly topology: {
    readonly s: {
      readonly servers: ReadonlyMap<
        string,
        {
          readonly monitor: { readonly connection: { readonly socket: { destroy(): void } } | null };
          requestCheck(): void;
        }
      >;
    };
  };
}

it('a heartbeat that the driver wrote to a destroyed socket: the connection is opened again, and its models go on', async () => {
  const { hostname, port } = new URL(inject('mongoUri'));
  const gate = await gateTo(hostname, Number(port), true);
  const uri = `${withDatabase(`mongodb://${gate.host}`, 'revive')}?directConnection=true`;
  const connection = await mongoose.createConnection(uri, connectOptions(uri)).asPromise();
  const thing = connection.model('Thing', new mongoose.Schema({ name: String }));
  const before = connection.getClient();
  let answeredAt = performance.now();
  before.on('serverHeartbeatSucceeded', () => (answeredAt = performance.now()));
  const warnings: string[] = [];
  const log = { ...quiet, warn: (_fields: object, text: string) => void warnings.push(text) };
  const looking = keepLooking(connection, { uri, options: () => connectOptions(uri), log, longestMs: 100 });
  try {
    await until('the driver to wait for a heartbeat that never ends', () => {
      if (warnings.length > 0) return Promise.resolve(true);
      // A check that is asked for sooner after the last one is put off, until the socket is closed.
      if (performance.now() - answeredAt < 600) return Promise.resolve(false);
      const [server] = (before as unknown as Insides).topology.s.servers.values();
      server?.monitor.connection?.socket.destroy();
      server?.requestCheck();
      return Promise.resolve(false);
    });
    gate.shut();
    gate.open();
    await until('the connection to be back', async () => {
      const found = await thing
        .findOne({})
        .lean()
        .catch(() => 'not yet');
      return found === null;
    });
    expect(connection.getClient()).not.toBe(before);
    expect(warnings).toEqual(["MongoDB's driver has stopped looking for the server; the connection is opened again"]);
  } finally {
    await looking.stop();
    await connection.close(true);
    await gate.close();
  }
});

it('an operation without an end counts as a MongoDB that can’t be asked', async () => {
  const endless = () => new Promise<never>(() => undefined);
  await expect(asking('reading access a1', endless, 20)).rejects.toBeInstanceOf(StoreUnavailable);
});
