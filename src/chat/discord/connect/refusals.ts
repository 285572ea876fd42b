import type { ChatErrorKind, Concern, SortedRefusal } from '../../../ports/chat.ts';

/**
 * Discord's codes by what they mean (DESIGN §4, Delivery), from its list of JSON error codes. `http_403` is a refusal
 * without a code: an HTML page, of Discord's own protection or of something in between.
 */
const table: readonly (readonly [ChatErrorKind, Concern, readonly string[]])[] = [
  [
    'transient',
    'message',
    [
      '20016', // slowmode
      '20022', // announcement edits
      '20028', // write rate of the channel
      '20029', // write rate of the server
      '30046', // edits of old messages
      '31001', // requests with this resource
      '40003', // direct messages opened too fast
      '40004', // sending is switched off for a while
      '40006', // the feature is switched off for a while
      '40062', // limited by the service
      '110001', // not available yet
      '130000', // the API is overloaded
      '131000',
      'http_408',
      'http_425',
      'http_429',
    ],
  ],
  ['blocked', 'token', ['http_401', '10004', '40001', '40002', '50014']],
  [
    'blocked',
    'channel',
    [
      '10003', // unknown channel
      '50001', // missing access
      '50013', // missing permissions
      '50008', // no messages in such a channel
      '50009', // verification level
      '50024', // not in this type of channel
      '50083', // archived thread
      '160005', // locked thread
    ],
  ],
  // Moderation, Discord's protection, or something in between said no, perhaps to this message alone.
  ['blocked', 'message', ['http_403', 'http_404', '40333', '200000', '200001', '240000']],
  [
    'unreachable',
    'message',
    [
      '50007', // no messages to this user
      '10013', // unknown user
      '10007', // unknown member
      '40007', // banned
      '50033', // invalid recipients
    ],
  ],
  // No server in common: because they left it, or because the bot was removed.
  ['unreachable', 'token', ['50278']],
  ['expired', 'message', ['10015', '10062', '50027', '40060']],
  ['gone', 'message', ['10008', '50005', '50021']],
  [
    'our-fault',
    'message',
    ['50035', '50006', '50109', '40005', '50045', '50046', '50041', '50080', 'http_400', 'http_405', 'http_413'],
  ],
];

const byCode = new Map<string, SortedRefusal>(
  table.flatMap(([kind, concerns, codes]) => codes.map((code) => [code, { kind, concerns, isKnown: true }] as const)),
);

const unknown: SortedRefusal = { kind: 'our-fault', concerns: 'message', isKnown: false };
const expired: SortedRefusal = { kind: 'expired', concerns: 'message', isKnown: true };
const spent = new Set(['http_401', 'http_404', '10008', '50001', '50013', '10003', '40001']);

/**
 * Sorts what Discord said. `open`: the call went to an interaction and carried no bot token, so that a refusal says nothing
 * about the token or a channel, only that the interaction is over. `path`: what was called. Pure.
 */
export function sortRefusal(
  code: string,
  { open = false, path = '' }: { readonly open?: boolean; readonly path?: string } = {},
): SortedRefusal {
  // Of a server's own things, the bot sees all or isn't there.
  if (code === '50001' && path.startsWith('/guilds/')) return { kind: 'blocked', concerns: 'token', isKnown: true };
  if (open && spent.has(code)) return expired;
  return byCode.get(code) ?? unknown;
}
