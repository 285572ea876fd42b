import { describe } from 'vitest';
import { answerFaults } from '../../contracts/chat/answer-faults.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';

describe('private answers that Slack refuses', () =>
  answerFaults(slackSeat, [
    { code: 'expired_url', then: 'here' },
    { code: 'used_url', then: 'here' },
    { code: 'http_404', then: 'here' },
    { code: 'http_503', then: 'here', times: 1 },
  ]));
