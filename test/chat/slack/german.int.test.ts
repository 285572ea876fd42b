import { describe } from 'vitest';
import { chatInGerman } from '../../contracts/chat/german.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';

describe('Slack in German', () => chatInGerman(slackSeat));
