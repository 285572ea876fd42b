import mongoose from 'mongoose';
import { linkEntries } from '../../src/services/audit/entry.ts';
import type { Access } from '../../src/domain/access.ts';
import { accessModel, newDocument } from '../../src/store/access/document.ts';
import { connectOptions } from '../../src/store/mongo/connection.ts';
import { createSealer, sealEvents } from '../../src/store/seals/sealer.ts';
import { benchSeals } from '../pipeline/line.ts';
import type { Line } from '../pipeline/line.ts';
import { copier } from './copy.ts';
import type { Holder } from './copy.ts';
import { role } from './templates.ts';
import type { Templates } from './templates.ts';

export interface SeedSettings {
  readonly mongodbUri: string;
  readonly installationId: string;
  /** How many accesses are added. */
  readonly count: number;
  readonly templates: Templates;
  /** Whose the templates are; the ended one is of who has the active one. */
  readonly models: { readonly active: Holder; readonly waiting: Holder };
  readonly holders: readonly Holder[];
}

/** Of a hundred accesses, this many are active, and one waits; the others have ended. */
const activeOfHundred = 5;
/** Open accesses are to these: a person has one to each at most. */
const roles = [role, 'Editor', 'Operator', 'Network operator', 'Remote operator', 'Software manager'];
/** How far apart two ended accesses are, in ms. */
const apartMs = 60_000;
/** How many are written at once. */
const batch = 250;

/**
 * Adds accesses with their entries in the chain, sealed, past the use cases: copies of what Latchkey made. Cards and notices
 * aren't copied. Nothing else may write into the chain while it runs. Gives how many of each state there are.
 */
export async function seed(line: Line, settings: SeedSettings) {
  const { mongodbUri, installationId, count, templates, models, holders } = settings;
  const connection = await mongoose.createConnection(mongodbUri, connectOptions(mongodbUri)).asPromise();
  const model = accessModel(connection);
  const sealer = createSealer();
  sealer.use(benchSeals(installationId));
  const copies = {
    ended: copier(templates.ended, { holder: models.active, role }),
    active: copier(templates.active, { holder: models.active, role }),
    waiting: copier(templates.waiting, { holder: models.waiting, role }),
  };
  const lastedMs = (templates.ended.until ?? 0) - (templates.ended.since ?? 0);
  const made = { ended: 0, active: 0, waiting: 0 };
  /** The most that may be open: everybody has one to each role. */
  const mostOpen = holders.length * roles.length;
  let open = 0;

  function next(at: number): Access {
    const place = at % 100;
    const state = open >= mostOpen || place > activeOfHundred ? 'ended' : place === 0 ? 'waiting' : 'active';
    made[state]++;
    const turn = state === 'ended' ? at : open++;
    const holder = holders[turn % holders.length];
    if (holder === undefined) throw new Error('there is nobody to have an access');
    const wanted = state === 'ended' ? role : (roles[Math.floor(turn / holders.length)] ?? role);
    const earlierMs = state === 'ended' ? lastedMs + (count - at) * apartMs : 0;
    return copies[state]({ id: `seed${at.toString(36).padStart(8, '0')}`, holder, role: wanted, earlierMs });
  }

  try {
    let head = await line.store.chain.head();
    for (let from = 0; from < count; from += batch) {
      const accesses = Array.from({ length: Math.min(batch, count - from) }, (_, n) => next(from + n));
      const documents = accesses.map((access) =>
        newDocument(access, [], sealEvents(sealer, 'access', access.tenant, access.id, access.events)),
      );
      const entries = [];
      for (const { tenant, id, events } of accesses) {
        const linked = linkEntries(tenant, id, events, head);
        head = linked.at(-1) ?? head;
        entries.push(...linked);
      }
      await model.insertMany(documents, { ordered: true, lean: true });
      if ((await line.store.chain.insert(entries)) !== 'inserted')
        throw new Error('somebody else writes into the chain');
    }
    return made;
  } finally {
    await connection.close();
  }
}
