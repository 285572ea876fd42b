import { describe } from 'vitest';
import { chatInGerman } from '../../contracts/chat/german.ts';
import { discordSeat } from '../../contracts/chat/discord-seat.ts';

describe('Discord in German', () => chatInGerman(discordSeat));
