import { describe } from 'vitest';
import type { FaultRow } from '../../contracts/chat/platform-faults.ts';
import { platformFaults } from '../../contracts/chat/platform-faults.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';

const rows: readonly FaultRow[] = [
  { where: 'everything', code: 'invalid_auth', kind: 'blocked' },
  { where: 'post', code: 'token_revoked', kind: 'blocked' },
  { where: 'post', code: 'missing_scope', kind: 'blocked' },
  { where: 'post', code: 'not_in_channel', kind: 'blocked' },
  { where: 'post', code: 'is_archived', kind: 'blocked' },
  { where: 'post', code: 'http_403', kind: 'blocked' },
  { where: 'post', code: 'ratelimited', kind: 'transient' },
  { where: 'post', code: 'internal_error', kind: 'transient' },
  { where: 'post', code: 'invalid_blocks', kind: 'our-fault' },
  { where: 'post', code: 'brand_new_error', kind: 'unknown' },
  { where: 'update', code: 'account_inactive', kind: 'blocked' },
  { where: 'update', code: 'restricted_action', kind: 'blocked' },
  { where: 'update', code: 'ratelimited', kind: 'transient' },
  { where: 'update', code: 'msg_too_long', kind: 'our-fault' },
  { where: 'update', code: 'edit_window_closed', kind: 'gone' },
  { where: 'open', code: 'missing_scope', kind: 'blocked' },
  { where: 'open', code: 'ratelimited', kind: 'transient' },
  { where: 'open', code: 'user_disabled', kind: 'unreachable' },
  { where: 'look-up', code: 'missing_scope', kind: 'blocked' },
  { where: 'look-up', code: 'ratelimited', kind: 'transient' },
  { where: 'find', code: 'missing_scope', kind: 'blocked' },
  { where: 'find', code: 'invalid_auth', kind: 'blocked' },
  { where: 'find', code: 'http_403', kind: 'blocked' },
  { where: 'find', code: 'ratelimited', kind: 'transient' },
  { where: 'find', code: 'internal_error', kind: 'transient' },
  { where: 'history', code: 'ratelimited', kind: 'transient', afterLostPost: true },
  { where: 'history', code: 'invalid_auth', kind: 'blocked', afterLostPost: true },
];

describe('what Slack refuses', () => platformFaults(slackSeat, rows));
