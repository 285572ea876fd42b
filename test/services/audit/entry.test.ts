import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { exportEntry, hashOf, linkEntries, textDigest } from '../../../src/services/audit/entry.ts';
import { lifeOfAnAccess, tenantEvent } from './trail.ts';

/** RFC 8785 for what has plain numbers, written apart from the library that the product uses. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an exported entry', () => {
  it('has every field of the contract and no other one', () => {
    const [entry] = linkEntries('main', 'access-1', lifeOfAnAccess().slice(0, 1), null);

    expect(exportEntry(entry!)).toEqual({
      v: 1,
      seq: 1,
      id: 'access-1/1',
      at: '2026-01-05T09:00:01.000Z',
      access: 'access-1',
      n: 1,
      event: 'requested',
      actor: 'hugo@acme.test',
      subject: 'hugo@acme.test',
      entitlement: 'role:mdm-eu/Reader',
      because: [{ rule: 'R5', sentence: 'An Administrator may — “define” permissions.' }],
      facts: expect.objectContaining({
        command: 'command-1',
        actorId: 'person-hugo',
        subjectId: 'person-hugo',
      }) as object,
      textDigest: sha256(`${'ab'.repeat(16)}Größe: 12″ 🖥`),
      text: { salt: 'ab'.repeat(16), value: 'Größe: 12″ 🖥' },
      via: 'slack',
      prev: '0'.repeat(64),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it('is of the tenant where it concerns no access', () => {
    const [entry] = linkEntries('main', null, [tenantEvent(7)], { seq: 41, hash: 'f'.repeat(64) });

    expect(exportEntry(entry!)).toMatchObject({
      id: 'main/7',
      access: null,
      seq: 42,
      prev: 'f'.repeat(64),
      text: null,
    });
  });
});

describe('the hash', () => {
  const chain = linkEntries('main', 'access-1', lifeOfAnAccess(), null).map(exportEntry);

  it('is the SHA-256 of the canonical entry without hash and text, as anybody can recompute', () => {
    for (const { hash, text: _text, ...rest } of chain) expect(sha256(canonical(rest))).toBe(hash);
  });

  it('links each entry to the one before, from 64 zeros on', () => {
    expect(chain.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(chain.map(({ prev }) => prev)).toEqual(['0'.repeat(64), ...chain.slice(0, -1).map(({ hash }) => hash)]);
  });

  it('stays when the typed text is erased', () => {
    expect(hashOf({ ...chain[0]!, text: null } as never)).toBe(chain[0]!.hash);
  });

  it.each(['actor', 'subject', 'entitlement', 'at', 'event', 'via', 'textDigest', 'prev'])(
    'changes with %s',
    (field) => {
      expect(hashOf({ ...chain[0]!, [field]: 'other' })).not.toBe(chain[0]!.hash);
    },
  );

  it('of typed text is that of salt followed by value', () => {
    expect(textDigest({ salt: 'aa', value: 'ü' })).toBe(sha256('aaü'));
  });
});
