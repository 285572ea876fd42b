import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startMongo } from '../../sandbox/mongo/index.ts';
import { startRedis } from '../../sandbox/redis/index.ts';
import type { LocalRedis } from '../../sandbox/redis/index.ts';
import { accessIdIn } from './support/access-id.ts';
import { folder, freePort, launchLatchkey, startLatchkey, startSandbox } from './support/processes.ts';
import type { Sandbox, Started } from './support/processes.ts';
import { createPeople, whole } from './support/slack.ts';
import type { People } from './support/slack.ts';
import { until } from '../support/until.ts';

describe('when a part is away', () => {
  let slack: Sandbox;
  let redis: LocalRedis;
  let mongo: Awaited<ReturnType<typeof startMongo>>;
  let app: Started;
  let people: People;
  let data: Awaited<ReturnType<typeof folder>>;
  let port: number;

  beforeAll(async () => {
    data = await folder();
    port = await freePort();
    slack = await startSandbox(['--only', 'slack', '--events-url', `http://127.0.0.1:${port}/slack/events`]);
    redis = await startRedis({ dataDir: `${data.path}/redis` });
    mongo = await startMongo({ dataDir: `${data.path}/mongo` });
    app = await startLatchkey('all', { ...slack.env, REDIS_URL: redis.url, MONGODB_URI: mongo.uri }, port);
    people = createPeople(slack.parts['slack']!);
  });
  afterAll(async () => {
    await app.stop();
    await Promise.all([slack.stop(), redis.stop(), mongo.stop()]);
    await data.remove();
  });

  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok;

  it('Redis: nobody is told “heard”, and it goes on by itself when Redis is back', async () => {
    await redis.stop();
    await until('/readyz to say no', async () => !(await isReady()));
    await people.type('mia', '/access request console acme-prod');
    await people.reads('mia', 'app', 'couldn’t confirm that your command arrived', '/access pending');
    redis = await startRedis({ dataDir: `${data.path}/redis`, port: redis.port });
    await until('/readyz to say yes', isReady);
    await people.type('mia', '/access request console acme-staging');
    await people.reads('mia', 'app', 'You asked for', 'console access to acme-staging');
  });

  it('Redis, stopped but connected: the person is told within the platform’s three seconds', async () => {
    process.kill(redis.pid, 'SIGSTOP');
    try {
      // The local Slack says `operation_timeout` where no answer came within three seconds.
      expect(await people.type('kim', '/access request console acme-staging')).toMatchObject({ ok: true });
      await people.reads('kim', 'app', 'couldn’t confirm that your command arrived');
    } finally {
      process.kill(redis.pid, 'SIGCONT');
    }
    await until('/readyz to say yes', isReady);
  });

  it('MongoDB: a command is kept, the person is told that it takes longer, and it is decided afterwards', async () => {
    const asked = whole(await people.reads('mia', 'app', 'You asked for', 'console access to acme-staging'));
    const id = accessIdIn(asked);
    await mongo.stop();
    await people.type('mia', '/access request console acme-billing');
    await people.reads('mia', 'app', 'taking longer');
    await people.type('ada', `/access approve ${id}`);
    await people.reads('ada', 'app', 'taking longer');
    mongo = await startMongo({ dataDir: `${data.path}/mongo`, port: mongo.port });
    await people.reads('mia', 'app', 'You asked for', 'console access to acme-billing');
    await people.reads('ada', 'app', 'You approved', id!);
  });

  it('Slack, that asks to wait: the decision is not held up, and the card comes', async () => {
    await people.fault({ method: 'chat.postMessage', times: 2, status: 429, retryAfter: 1 });
    await people.type('hugo', '/access request console acme-billing because of the invoices');
    await people.reads('hugo', 'app', 'You asked for', 'console access to acme-billing');
    await people.reads('ada', 'C0APPROVE', 'of the invoices');
  });

  it('MongoDB at the start: it waits, says so, and /readyz says no', async () => {
    const other = await freePort();
    const env = { ...slack.env, REDIS_URL: redis.url, MONGODB_URI: `mongodb://127.0.0.1:${await freePort()}/latchkey` };
    const waiting = launchLatchkey('all', env, other);
    try {
      const answer = await until('/readyz to answer', async () => {
        const response = await fetch(`http://127.0.0.1:${other}/readyz`);
        return response.status === 503 ? response.text() : null;
      });
      expect(answer).toContain('MongoDB');
      await until('its log to say what it waits for', () =>
        Promise.resolve(waiting.log().includes('MongoDB is not there; trying again')),
      );
      expect(waiting.child.exitCode).toBeNull();
    } finally {
      await waiting.stop();
    }
  }, 120_000);
});
