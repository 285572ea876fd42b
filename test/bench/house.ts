import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { createCounter } from '../../bench/pipeline/counting.ts';
import { createJourneys } from '../../bench/pipeline/journeys.ts';
import { openLine } from '../../bench/pipeline/line.ts';
import { organisation } from '../../bench/pipeline/organisation.ts';
import type { OrganisationSize } from '../../bench/pipeline/organisation.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { Chat } from '../../src/ports/chat.ts';
import { dropDatabase, withDatabase } from '../support/database.ts';

/** An organisation with workers of its own whose commands are counted, and whose people were met. */
export async function countedHouse(
  size: OrganisationSize,
  change: Partial<Catalogue> = {},
  more: readonly Chat[] = [],
) {
  const { names, chat, catalogue } = organisation(size, change);
  const mongodbUri = withDatabase(inject('mongoUri'), `test_${randomUUID().replaceAll('-', '')}`);
  const counter = createCounter();
  const redisUrl = inject('redisUrl');
  const chats = [chat.chat, ...more];
  const settings = { mongodbUri, redisUrl, installationId: `test-${randomUUID()}`, catalogue, chats };
  const beside = await openLine({ ...settings, worker: false });
  await beside.services.importCatalogue();
  const line = await openLine({ ...settings, counter, worker: true });
  const journeys = createJourneys(line, chat);
  for (const name of names) await journeys.meet(name);
  // Whoever decides is met by their first card.
  await journeys.settled(beside, [await journeys.run('sam0', 'Operator')]);

  return {
    names,
    chat,
    journeys,
    /** What was sent from here until nothing was left to do. */
    async counted(work: () => Promise<readonly { readonly access: string }[]>) {
      counter.take();
      await journeys.settled(beside, await work());
      return counter.take();
    },
    async close(): Promise<void> {
      await line.close();
      await beside.close();
      counter.stop();
      await dropDatabase(mongodbUri);
    },
  };
}
