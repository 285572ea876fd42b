import { describe } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat/platform.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';

describe('Slack', () => chatPlatformContract(slackSeat));
