import type { Model } from 'mongoose';
import { derivedId } from '../mongo/derived-id.ts';
import { asking } from '../mongo/errors.ts';
import type { InstallationDocument } from '../mongo/installation.ts';
import type { Sealer, SealState } from './sealer.ts';

/** From which number on each entry of the chain must have a seal. */
export interface SealedSince {
  readonly from: number;
  /** Whether what an older version left was sealed to the end. */
  readonly isDone: boolean;
  readonly seal: SealState;
}

/**
 * The sealed statement since when the record is sealed (A9). It stands in the document of the installation, whose id is part of
 * every key: without that document no seal is right any more. Written once and never moved.
 */
export function createSealedSince(
  model: Pick<Model<InstallationDocument>, 'findOne' | 'updateOne'>,
  tenant: string,
  sealer: Sealer,
) {
  const _id = derivedId(tenant);
  let from: number | null = null;

  async function read(): Promise<SealedSince | null> {
    const found = await asking('reading since when the record is sealed', () => model.findOne({ _id }).lean());
    if (!found || (found.sealedFrom === undefined && found.sealedBy === undefined)) return null;
    const { installation, sealedFrom = 1, sealing = 'done', sealedBy } = found;
    const seal = sealer.check(sealedBy, purpose, parts(installation, sealedFrom, sealing));
    return { from: sealedFrom, isDone: sealing === 'done', seal: seal === 'none' ? 'wrong' : seal };
  }

  function parts(installation: string, number: number, sealing: string): string[] {
    return [tenant, installation, String(number), sealing];
  }

  async function write(number: number, sealing: 'begun' | 'done', where: object): Promise<void> {
    await asking('writing since when the record is sealed', async () => {
      const found = await model.findOne({ _id }).lean();
      const sealedBy = found && sealer.seal(purpose, parts(found.installation, number, sealing));
      if (!sealedBy) return;
      await model.updateOne({ _id, ...where }, { $set: { sealedFrom: number, sealing, sealedBy } });
    });
  }

  return {
    read,
    /** Before anything older is sealed. Whoever comes first decides. */
    begin: (number: number) => write(number, 'begun', { sealedBy: { $exists: false } }),
    /** What an older version left is sealed, or there is nothing that may be. */
    end: (number: number) =>
      write(number, 'done', { $or: [{ sealedBy: { $exists: false } }, { sealing: 'begun', sealedFrom: number }] }),
    /** Seals what it says again, as it stands there: for a record whose secret is lost. */
    async reseal(): Promise<void> {
      const stated = await read();
      if (stated === null) return;
      from = null;
      await write(stated.from, stated.isDone ? 'done' : 'begun', {});
    },
    /** The number of the first entry that counts only with a seal: 1 where no statement of ours says otherwise. */
    async from(): Promise<number> {
      if (from !== null) return from;
      const since = await read();
      if (since?.seal !== 'right') return 1;
      from = since.from;
      return from;
    },
  };
}

export type SealedSinceStatement = ReturnType<typeof createSealedSince>;

const purpose = 'sealed-since';
