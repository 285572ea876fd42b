import { expect, it } from 'vitest';
import { suggest } from '../../../../src/chat/discord/inbound/autocomplete.ts';
import { accountOf } from '../../../../src/chat/discord/people/account.ts';
import { recordingLog } from '../../../support/recording.ts';

it('what is offered is whole Unicode: what is shown is mended, what could not be taken as it is, left out', async () => {
  const found = [
    { name: 'Ada \ud83d', value: 'ada' },
    { name: `${'x'.repeat(98)}😀😀`, value: 'long' },
    { name: 'half', value: 'half \ude00' },
  ];
  const question = { command: 'help', form: null, option: 'topic', typed: '', filled: {} };
  const offers = await suggest({ complete: () => Promise.resolve(found) }, accountOf('1'), question, recordingLog());
  expect(offers).toEqual([
    { name: 'Ada \ufffd', value: 'ada' },
    { name: `${'x'.repeat(98)}…`, value: 'long' },
  ]);
});
