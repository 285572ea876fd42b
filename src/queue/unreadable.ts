import type { Redis } from 'ioredis';

/** How many jobs of each list are looked at. */
const most = 1_000;
const fields = ['data', 'opts', 'progress', 'parent'] as const;

/** A stored job that BullMQ can't read, so that it would come back for ever. */
export interface Unreadable {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/**
 * Takes jobs out of a queue that can't be read: their key holds something else, or isn't JSON where it has to be. For when
 * the queue has reported a problem. Each is given to one caller only. `base` is `PREFIX:QUEUE`.
 */
export async function takeOutUnreadable(redis: Redis, base: string): Promise<readonly Unreadable[]> {
  const found: Unreadable[] = [];
  for (const id of await listed(redis, base)) {
    const bad = await unreadable(redis, base, id);
    if (bad !== null && (await takeOut(redis, base, id))) found.push(bad);
  }
  return found;
}

async function listed(redis: Redis, base: string): Promise<ReadonlySet<string>> {
  const ids = await Promise.all([
    redis.lrange(`${base}:active`, 0, most),
    redis.lrange(`${base}:wait`, -most, -1),
    redis.lrange(`${base}:paused`, -most, -1),
    redis.zrange(`${base}:delayed`, '0', String(most)),
    redis.zrange(`${base}:prioritized`, '0', String(most)),
  ]);
  return new Set(ids.flat());
}

async function unreadable(redis: Redis, base: string, id: string): Promise<Unreadable | null> {
  const key = `${base}:${id}`;
  const type = await redis.type(key);
  if (type === 'none') return null;
  if (type !== 'hash') return { id, name: '', data: `a Redis ${type} instead of a job` };
  const [name, ...values] = await redis.hmget(key, 'name', ...fields);
  if (values.every((value) => isJson(value ?? ''))) return null;
  return { id, name: name ?? '', data: values.map((value, at) => `${fields[at] ?? ''}: ${value ?? ''}`).join('\n') };
}

async function takeOut(redis: Redis, base: string, id: string): Promise<boolean> {
  const key = `${base}:${id}`;
  const answers = await redis
    .multi()
    .lrem(`${base}:active`, 0, id)
    .lrem(`${base}:wait`, 0, id)
    .lrem(`${base}:paused`, 0, id)
    .zrem(`${base}:delayed`, id)
    .zrem(`${base}:prioritized`, id)
    .srem(`${base}:stalled`, id)
    .del(key, `${key}:lock`)
    .exec();
  return (answers ?? []).slice(0, 5).some(([, removed]) => Number(removed) > 0);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return text === '';
  }
}
