import { MongoClient } from 'mongodb';
import { flushRedis } from '../redis/flush.ts';

/** What is emptied to start over; absent where it isn't ours to empty, or doesn't run. */
export interface Emptied {
  slackUrl?: string;
  discordUrl?: string;
  mongoUri?: string;
  redisUrl?: string;
}

/**
 * Empties everything, as on a first start: both chats, the record, the queue. Nothing that writes there may be running.
 * @throws where one of them doesn't do it
 */
export async function startOver({ slackUrl, discordUrl, mongoUri, redisUrl }: Emptied): Promise<void> {
  await Promise.all([
    slackUrl && resetChat(slackUrl),
    discordUrl && resetChat(discordUrl),
    mongoUri && dropDatabase(mongoUri),
    redisUrl && flushRedis(redisUrl),
  ]);
}

async function resetChat(url: string): Promise<void> {
  const answer = await fetch(`${url}/sandbox/reset`, { method: 'POST' });
  if (!answer.ok) throw new Error(`${url} was not reset: it answered ${answer.status}`);
}

async function dropDatabase(uri: string): Promise<void> {
  const client = await MongoClient.connect(uri);
  try {
    await client.db().dropDatabase();
  } finally {
    await client.close();
  }
}
