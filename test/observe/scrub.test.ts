import { describe, expect, it } from 'vitest';
import { scrub } from '../../src/observe/scrub.ts';

const token = ['MTAwMDAwMDAwMDAwMDAwMDAy', 'Gx1abc', 'a-Long_signature.of27plusCharacters'.replace('.', '-')].join('.');
const interaction = 'aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDpzZWNyZXQ';

describe('what is logged without secrets', () => {
  it.each([
    ['a bot’s token alone', `refused ${token} today`, 'refused [redacted] today'],
    ['a bot’s token in a header', `Bot ${token}`, 'Bot [redacted]'],
    [
      'where an interaction is answered',
      `POST https://chat.test/api/v10/interactions/123456/${interaction}/callback failed`,
      'POST https://chat.test/api/v10/interactions/123456/[redacted]/callback failed',
    ],
    [
      'where an answer follows',
      `PATCH /webhooks/987654/${interaction}/messages/@original`,
      'PATCH /webhooks/987654/[redacted]/messages/@original',
    ],
    [
      'what comes back from signing in',
      'GET /signed-in?code=Nh3kkq9tFwUyRDbWbM1Zb2sD1sT7vC&state=once-only&lang=en',
      'GET /signed-in?code=[redacted]&state=[redacted]&lang=en',
    ],
    ['a client’s own header', 'Basic MTAwMDAwMDAwMDAwMDAwMDAyOnNlY3JldA==', 'Basic [redacted]'],
  ])('leaves out %s', (_what, text, expected) => {
    expect(scrub(text)).toBe(expected);
  });

  it('leaves out secrets by the names of their fields', () => {
    expect(scrub({ token, client_secret: 'x', clientSecret: 'y', access_token: 'z', code: '50007' })).toEqual({
      token: '[redacted]',
      client_secret: '[redacted]',
      clientSecret: '[redacted]',
      access_token: '[redacted]',
      code: '50007',
    });
  });

  it.each(['an access 3f7k2m9qx4tb.0.1', 'discord:123456789012345678', '/webhooks/inbound/products', 'exit code=1'])(
    'keeps %s as it is',
    (text) => {
      expect(scrub(text)).toBe(text);
    },
  );
});
