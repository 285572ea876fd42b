import { describe, expect, it } from 'vitest';
import { queueEnvironment } from '../../src/queue/config.ts';

describe('the queue’s environment', () => {
  it.each(['redis://127.0.0.1:6379', 'rediss://user:secret@redis.test:6380/2'])('takes %s', (url) => {
    expect(queueEnvironment.parse({ REDIS_URL: url })).toEqual({ REDIS_URL: url });
  });

  it.each([undefined, '', 'localhost:6379', 'http://127.0.0.1:6379'])('refuses %s and says what to write', (url) => {
    const result = queueEnvironment.safeParse({ REDIS_URL: url });
    expect(result.error?.issues.map((issue) => [issue.path, issue.message])).toEqual([
      [['REDIS_URL'], 'must be the address of a Redis, for example redis://127.0.0.1:6379'],
    ]);
  });
});
