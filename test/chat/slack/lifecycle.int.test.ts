import { describe } from 'vitest';
import { chatLifecycle } from '../../contracts/chat/lifecycle.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';

describe('Slack', () => chatLifecycle(slackSeat, { channel: 'channel_not_found', chat: 'account_inactive' }));
