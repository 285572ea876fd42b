import { describe } from 'vitest';
import { discordSeat } from '../../contracts/chat/discord-seat.ts';
import { chatLifecycle } from '../../contracts/chat/lifecycle.ts';

describe('Discord', () => chatLifecycle(discordSeat, { channel: '50001', chat: '10004' }));
