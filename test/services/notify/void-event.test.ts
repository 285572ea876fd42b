import { expect, it } from 'vitest';
import { said } from '../../../src/services/reader.ts';
import { createReportVoid } from '../../../src/services/notify/void-event.ts';
import { inLanguage, words } from '../../../src/words/index.ts';
import { silent } from '../../support/house.ts';

it('what Latchkey didn’t write is logged and recorded in English, and told in the reader’s language', async () => {
  const kept: unknown[] = [];
  const told: string[] = [];
  const reportVoid = createReportVoid(
    { log: { ...silent, error: (_, text) => void kept.push(text) } },
    {
      journal: ([note]) => Promise.resolve(void kept.push(note?.facts?.['sentence'])),
      metrics: { effect: () => undefined },
      tellAdministrators: (_, message) => Promise.resolve(void told.push(said(message).summary)),
    },
  );
  const sentence = () => words.reports.untrustedEvent.future('main/7');
  await inLanguage('de', () => reportVoid({ id: 'main/7', access: null, why: 'future', sentence }));
  expect(kept).toEqual([
    'Event main/7 is dated in the future. It is void and isn’t recorded. Run latchkey audit verify.',
    'Event main/7 is dated in the future. It is void and isn’t recorded.',
  ]);
  expect(told).toEqual([expect.stringContaining('hat ein Datum in der Zukunft')]);
});
