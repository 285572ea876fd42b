import { describe } from 'vitest';
import { discordSeat } from '../../contracts/chat/discord-seat.ts';
import type { FaultRow } from '../../contracts/chat/platform-faults.ts';
import { platformFaults } from '../../contracts/chat/platform-faults.ts';

const rows: readonly FaultRow[] = [
  { where: 'everything', code: 'http_401', kind: 'blocked' },
  { where: 'post', code: '50001', kind: 'blocked' },
  { where: 'post', code: '50013', kind: 'blocked' },
  { where: 'post', code: 'http_403', kind: 'blocked' },
  { where: 'post', code: 'http_429', kind: 'transient' },
  { where: 'post', code: 'http_503', kind: 'transient' },
  { where: 'post', code: '50035', kind: 'our-fault' },
  { where: 'post', code: '99999', kind: 'unknown' },
  { where: 'update', code: '50013', kind: 'blocked' },
  { where: 'update', code: 'http_429', kind: 'transient' },
  { where: 'update', code: '50005', kind: 'gone' },
  { where: 'open', code: 'http_403', kind: 'blocked' },
  { where: 'open', code: 'http_429', kind: 'transient' },
  { where: 'open', code: '50007', kind: 'unreachable' },
  { where: 'look-up', code: 'http_403', kind: 'blocked' },
  { where: 'look-up', code: 'http_503', kind: 'transient' },
  { where: 'find', code: 'http_401', kind: 'blocked' },
  { where: 'find', code: 'http_403', kind: 'blocked' },
  { where: 'find', code: 'http_429', kind: 'transient' },
  { where: 'find', code: 'http_503', kind: 'transient' },
  { where: 'history', code: 'http_429', kind: 'transient', afterLostPost: true },
];

describe('what Discord refuses', () => platformFaults(discordSeat, rows));
