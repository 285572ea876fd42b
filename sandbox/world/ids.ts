import { createHash } from 'node:crypto';
import type { World } from '../slack/world-types.ts';

/** An id as Slack makes them, always the same for the same subject: `U0ADA4K7Q2M9`. */
export function idFor(kind: 'U' | 'T' | 'C' | 'B', subject: string): string {
  const readable = (subject.split('@')[0] ?? '')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 5);
  const digest = createHash('sha256').update(`${kind}:${subject}`).digest();
  const hash = [...digest.subarray(0, 10 - readable.length)].map((byte) => ALPHABET.charAt(byte % 32)).join('');
  return `${kind}0${readable}${hash}`;
}

const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** The workspace of a domain: `acme.test` is ACME at acme.slack.com. */
export function teamFor(domain: string): World['team'] {
  const label = domain.split('.')[0] ?? domain;
  return {
    id: idFor('T', domain.replace('.', '')),
    name: label.length <= 4 ? label.toUpperCase() : `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
    domain: label.toLowerCase(),
  };
}
