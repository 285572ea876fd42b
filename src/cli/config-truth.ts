import { setTimeout as sleep } from 'node:timers/promises';
import { readSlackEnvironment, readStoreEnvironment } from '../config/environment.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { sentenceOf } from './io.ts';
import type { Io } from './io.ts';
import { silentLog } from './silent-log.ts';
import { withStore } from './with-store.ts';

/** Where the configuration and the records differ (DESIGN §3, "Catalogue"); nothing, and a word about it, without MONGODB_URI. */
export async function driftReport(io: Io, catalogue: Catalogue): Promise<readonly string[]> {
  if (!readStoreEnvironment(io.env).ok) {
    io.say('latchkey: only the file was checked; with MONGODB_URI set, the records are compared with it as well');
    return [];
  }
  const { driftReport: drift } = await import('../services/config-drift.ts');
  try {
    return await withStore(io, catalogue.tenant, (store) => drift({ store, catalogue, clock: { now: Date.now } }));
  } catch (error) {
    return [`The records were not compared with the file. ${sentenceOf(error)}`];
  }
}

/** What is wrong with the channels in Slack; nothing where Slack is off. */
export async function channelReport(io: Io, { channels }: Catalogue): Promise<readonly string[]> {
  const slack = readSlackEnvironment(io.env);
  const configured = Object.entries(channels).flatMap(([purpose, { slack: id }]) =>
    id === undefined ? [] : [{ purpose, id }],
  );
  if (slack === null || configured.length === 0) return [];
  const { channelWarnings } = await import('../chat/slack/channels.ts');
  const clock = { now: Date.now, sleep: (ms: number) => sleep(ms) };
  return channelWarnings(slack, configured, { log: silentLog, clock });
}
