import { createHash } from 'node:crypto';

const FIRST = Date.UTC(2019, 0, 1) - Date.UTC(2015, 0, 1);
const SPAN = 4 * 365 * 24 * 3600 * 1000;

/** A Discord id from 2019 to 2022, always the same for the same subject. */
export function snowflakeFor(kind: 'user' | 'guild' | 'app' | 'channel' | 'role', subject: string): string {
  const digest = createHash('sha256').update(`discord:${kind}:${subject}`).digest();
  const ms = BigInt(FIRST + (digest.readUIntBE(0, 6) % SPAN));
  return String((ms << 22n) | BigInt(digest.readUIntBE(6, 3) & 0x3fffff));
}
