import { describe } from 'vitest';
import { chatPlatformContract } from '../../contracts/chat/platform.ts';
import { discordSeat } from '../../contracts/chat/discord-seat.ts';

describe('Discord', () => chatPlatformContract(discordSeat));
