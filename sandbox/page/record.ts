import type { Hono } from 'hono';
import { MongoClient } from 'mongodb';
import type { RecordEntry } from './answers.ts';
import type { Verified } from '../runner/verify.ts';

export interface RecordOptions {
  /** Latchkey's database. */
  mongoUri: string;
  /** Runs `latchkey audit verify`. */
  verify: () => Promise<Verified>;
}

interface Entry extends RecordEntry {
  _id: string;
}

const MOST = 200;
const MALLORY = 'mallory@acme.test';
/** The fields that an entry has on the page. */
const SHOWN = ['seq', 'at', 'event', 'access', 'actor', 'subject', 'entitlement', 'via', 'prev', 'hash'] as const;
const projection = Object.fromEntries(SHOWN.map((name) => [name, 1]));

/**
 * The record beside the chats: its newest entries as they are stored, the real verification, and an entry edited behind
 * Latchkey's back and put back.
 * @returns what ends its connection
 */
export function recordRoutes(routes: Hono, { mongoUri, verify }: RecordOptions): () => Promise<void> {
  const client = new MongoClient(mongoUri, { appName: 'the sandbox’s page' });
  const entries = client.db().collection<Entry>('audit');
  /** What was edited, as it was. */
  let edited: Entry | undefined;

  routes.get('/record', async (c) => {
    const newest = await entries.find({}, { projection }).sort({ seq: -1 }).limit(MOST).toArray();
    return c.json({ ok: true, entries: newest.reverse(), edited: edited?.seq ?? null });
  });
  routes.post('/record/verify', async (c) => c.json({ ...(await verify()) }));
  routes.post('/record/tamper', async (c) => {
    if (edited !== undefined)
      return c.json({ error: `Entry ${edited.seq} is edited already: put it back first.` }, 409);
    const about = { access: { $ne: null }, actor: { $ne: MALLORY } };
    const found =
      (await entries
        .find({ ...about, event: 'approved' })
        .sort({ seq: -1 })
        .limit(1)
        .next()) ?? (await entries.find(about).sort({ seq: -1 }).limit(1).next());
    if (found === null) return c.json({ error: 'There is nothing to edit yet: request something first.' }, 409);
    edited = found;
    await entries.updateOne({ _id: found._id }, { $set: { actor: MALLORY } });
    return c.json({ ok: true, seq: found.seq });
  });
  routes.post('/record/put-back', async (c) => {
    if (edited !== undefined) await entries.updateOne({ _id: edited._id }, { $set: { actor: edited.actor } });
    edited = undefined;
    return c.json({ ok: true });
  });
  return () => client.close();
}
