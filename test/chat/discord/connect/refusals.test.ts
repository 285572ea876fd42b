import nock from 'nock';
import { afterEach, describe, expect, it } from 'vitest';
import { sortRefusal } from '../../../../src/chat/discord/connect/refusals.ts';
import { createRest } from '../../../../src/chat/discord/connect/rest.ts';
import { fakeClock } from '../helpers.ts';

afterEach(() => nock.cleanAll());

describe('what Discord refuses is sorted by its code (DESIGN §4, Delivery)', () => {
  it.each([
    ['130000', 'transient', 'message'],
    ['40062', 'transient', 'message'],
    ['http_401', 'blocked', 'token'],
    ['50014', 'blocked', 'token'],
    ['50001', 'blocked', 'channel'],
    ['50013', 'blocked', 'channel'],
    ['10003', 'blocked', 'channel'],
    ['http_403', 'blocked', 'message'],
    ['50007', 'unreachable', 'message'],
    ['50278', 'unreachable', 'token'],
    ['10015', 'expired', 'message'],
    ['10062', 'expired', 'message'],
    ['50027', 'expired', 'message'],
    ['10008', 'gone', 'message'],
    ['50035', 'our-fault', 'message'],
    ['40005', 'our-fault', 'message'],
  ] as const)('%s: %s, concerning the %s', (code, kind, concerns) => {
    expect(sortRefusal(code)).toEqual({ kind, concerns, isKnown: true });
  });

  it('a code that nobody knows concerns only its message', () => {
    expect(sortRefusal('99999')).toEqual({ kind: 'our-fault', concerns: 'message', isKnown: false });
  });

  it.each(['http_401', '10008', '50027', '10015', '10062', 'http_404'])(
    'at an interaction, %s means that it’s over, and nothing about the token',
    (code) => {
      expect(sortRefusal(code, { open: true })).toEqual({ kind: 'expired', concerns: 'message', isKnown: true });
    },
  );
});

describe('a 403 with a page instead of JSON', () => {
  it('blocks this message alone: nobody knows what it concerns', async () => {
    nock('https://discord.test')
      .post('/api/v10/channels/1/messages')
      .reply(403, '<html>Access denied</html>', { 'content-type': 'text/html' });
    const rest = createRest({ token: 't', apiUrl: 'https://discord.test/api' }, fakeClock(), fetch);
    await expect(rest('POST', '/channels/1/messages', { body: { content: 'x' } })).rejects.toMatchObject({
      code: 'http_403',
      kind: 'blocked',
      concerns: 'message',
    });
  });
});
