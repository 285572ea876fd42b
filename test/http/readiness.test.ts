import { describe, expect, it } from 'vitest';
import { readiness } from '../../src/http/readiness.ts';

const well = { missing: [], chats: ['slack', 'discord'], unusable: [], troubles: [] };

describe('whether a process is ready', () => {
  it.each([
    ['all is well', {}, true, []],
    ['MongoDB is missing', { missing: ['MongoDB'] }, false, ['MongoDB']],
    ['Redis is missing', { missing: ['Redis'] }, false, ['Redis']],
    ['one chat isn’t connected yet', { unusable: ['slack'], troubles: ['slack'] }, true, ['slack']],
    [
      'both chats can’t be used, each for a cause of its own',
      { unusable: ['slack', 'discord'], troubles: ['slack (token_revoked)', 'discord connection (4014)'] },
      false,
      ['slack (token_revoked)', 'discord connection (4014)'],
    ],
    [
      'the only chat can’t be used',
      { chats: ['slack'], unusable: ['slack'], troubles: ['slack (invalid_auth)'] },
      false,
      ['slack (invalid_auth)'],
    ],
    [
      'a channel of the only chat refuses everything',
      { chats: ['slack'], troubles: ['slack C0AUDIT (is_archived)'] },
      true,
      ['slack C0AUDIT (is_archived)'],
    ],
    [
      'a chat is unusable for two causes: the other one still counts',
      { unusable: ['slack', 'slack'], troubles: ['slack', 'slack'] },
      true,
      ['slack'],
    ],
    [
      'the only chat can’t be used, but other systems are answered',
      { chats: ['slack'], unusable: ['slack'], troubles: ['slack (invalid_auth)'], isAskedBySystems: true },
      true,
      ['slack (invalid_auth)'],
    ],
    ['no chat is configured', { chats: [] }, true, []],
  ])('%s', (_what, change, ready, waitingFor) => {
    expect(readiness({ ...well, ...change })).toEqual({ ready, waitingFor });
  });
});
