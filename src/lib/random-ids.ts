import { randomBytes } from 'node:crypto';

/** Ids and salts that nobody can guess: 16 bytes of salt in hex, and `p_` with 12 bytes for a person. */
export const randomIds = {
  salt: (): string => randomBytes(16).toString('hex'),
  secret: (): string => randomBytes(16).toString('hex'),
  person: (): string => `p_${randomBytes(12).toString('hex')}`,
};
