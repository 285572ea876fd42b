import { describe } from 'vitest';
import { answerFaults } from '../../contracts/chat/answer-faults.ts';
import { discordSeat } from '../../contracts/chat/discord-seat.ts';

describe('private answers that Discord refuses', () =>
  answerFaults(discordSeat, [
    { code: '50027', then: 'direct' },
    { code: '10015', then: 'direct' },
    { code: '10062', then: 'direct' },
    { code: 'http_404', then: 'direct' },
    { code: 'http_503', then: 'here', times: 1 },
    { code: 'http_429', then: 'here', times: 1 },
  ]));
