import { randomUUID } from 'node:crypto';
import { expect, inject, it } from 'vitest';
import { createCounter, sum } from '../../bench/pipeline/counting.ts';
import { openLine } from '../../bench/pipeline/line.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { dropDatabase, withDatabase } from '../support/database.ts';
import { createFakeChat } from '../support/fake-chat.ts';

/** What `/access who` costs where so many hold a role, and what it answers. */
async function who(holders: number) {
  const mongodbUri = withDatabase(inject('mongoUri'), `test_${randomUUID().replaceAll('-', '')}`);
  const counter = createCounter();
  const chat = createFakeChat([{ user: 'Uada', email: 'ada@acme.test' }]);
  const [instance] = testCatalogue().instances;
  const members = Array.from({ length: holders }, (_, n) => ({ role: 'Help desk', email: `h${n}@acme.test` }));
  const line = await openLine({
    mongodbUri,
    redisUrl: inject('redisUrl'),
    installationId: `test-${randomUUID()}`,
    catalogue: testCatalogue({
      instances: [{ ...instance!, members: [{ role: 'Administrator', email: 'ada@acme.test' }, ...members] }],
    }),
    chats: [chat.chat],
    counter,
    worker: false,
  });
  try {
    await line.services.importCatalogue();
    const ask = () => line.say(chat.chat, 'T1', 'Uada', 'who', { kind: 'role', role: 'Help desk', instance: 'mdm-eu' });
    // Whoever asks for the first time is met.
    await ask();
    counter.take();
    const { message } = await ask();
    const { mongodb, documents } = counter.take();
    return { message, commands: sum(mongodb), documents };
  } finally {
    counter.stop();
    await line.close();
    await dropDatabase(mongodbUri);
  }
}

it('who has something costs the same for many as for a page, and says how many there are', async () => {
  const [few, many] = [await who(10), await who(100)];
  expect(few.message.blocks.filter(({ kind }) => kind === 'row')).toHaveLength(10);
  expect(many.message.blocks.filter(({ kind }) => kind === 'row')).toHaveLength(40);
  expect(many.message.summary).toContain('100 have');
  expect(many.message.blocks).toContainEqual({ kind: 'note', text: ['and 60 more'] });
  // One count more, and what is shown.
  expect(many.commands).toBeLessThanOrEqual(few.commands + 1);
  expect(many.documents).toBeLessThanOrEqual(few.documents + 2 * 30 + 1);
});
