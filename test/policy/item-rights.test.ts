import { describe, expect, it } from 'vitest';
import { conflictingItemRight } from '../../src/policy/index.ts';
import { ask, asset, brief, builtIn, held, said } from './ask.ts';
import { en } from '../../src/words/en/index.ts';

const reading = 'Reader access to the entire system';

describe('R4: item rights extend what the groups give', () => {
  it.each(['read', 'write'] as const)('%s gives reader access to its asset also where the cell is -', (right) => {
    expect(brief(ask(['Web service writer'], reading, asset('pc-12'), held('pc-12', right)))).toBe('allow R4');
    expect(brief(ask(['Web service writer'], reading, asset('pc-1'), held('pc-12', right)))).toBe('deny R2');
    expect(brief(ask(['Web service writer'], reading, undefined, held('pc-12', right)))).toBe('deny R2');
    expect(brief(ask(['Web service writer'], reading, { id: 'pc-12', kind: 'package' }, held('pc-12', right)))).toBe(
      'deny R2',
    );
  });

  it('recovery-key gives no reader access', () => {
    expect(brief(ask(['Web service writer'], reading, asset('pc-12'), held('pc-12', 'recovery-key')))).toBe('deny R2');
  });

  it('gives for its asset also without any group: R1 speaks of what groups give', () => {
    expect(brief(ask([], reading, asset('pc-12'), held('pc-12', 'read')))).toBe('allow R4');
    expect(brief(ask([], 'Edit access to asset configuration items', asset('pc-12'), held('pc-12', 'write')))).toBe(
      'allow R4',
    );
    expect(brief(ask(['Deny user listing'], reading, asset('pc-12'), held('pc-12', 'read')))).toBe('allow R4');
    expect(brief(ask([], reading, asset('pc-1'), held('pc-12', 'read')))).toBe('deny R1');
  });

  it.each(['read', 'write'] as const)('no-read beats %s', (right) => {
    expect(brief(ask(['Web service writer'], reading, asset('pc-12'), held('pc-12', right, 'no-read')))).toBe(
      'deny R4',
    );
    expect(brief(ask([], reading, asset('pc-12'), held('pc-12', 'no-read', right)))).toBe('deny R4');
    expect(brief(ask(['Reader'], reading, asset('pc-12'), held('pc-12', 'no-read', right)))).toBe('deny R3 R4');
  });

  it('no-read that limits nothing is no reason', () => {
    expect(brief(ask(['Web service writer'], reading, asset('pc-12'), held('pc-12', 'no-read')))).toBe('deny R2');
    expect(brief(ask([], reading, asset('pc-12'), held('pc-12', 'no-read')))).toBe('deny R1');
  });

  it('names the right asset in every answer, however many assets one membership is asked about', () => {
    const membership = builtIn.membership(['Operator']);
    const permission = 'Edit access to asset configuration items';
    const rights = held('pc-3', 'write');
    for (const id of [...Array.from({ length: 600 }, (_, place) => `pc-${place}`), 'pc-3', 'pc-0']) {
      const answer = builtIn.decide({ membership, permission, item: asset(id), itemRights: rights });
      expect(answer.effect).toBe(id === 'pc-3' ? 'allow' : 'deny');
      expect(said(answer)).toMatch(new RegExp(`\\b${id}\\b`));
    }
  });

  it('gives nothing in the other rows', () => {
    const all = held('pc-12', 'read', 'write', 'recovery-key');
    expect(brief(ask(['Reader'], 'Create assets', asset('pc-12'), all))).toBe('deny R2');
  });
});

describe('R4: no-read beside read or write is refused, with the way out', () => {
  it.each([
    ['no-read', 'read', 'Revoke read first'],
    ['no-read', 'write', 'Revoke write first'],
    ['read', 'no-read', 'end no-read first'],
    ['write', 'no-read', 'end no-read first'],
  ] as const)('%s beside %s', (right, other, wayOut) => {
    const conflict = conflictingItemRight(held('pc-12', other), { item: 'pc-12', right });
    expect(conflict).toMatchObject({ rule: 'R4', args: { held: other } });
    expect(conflict && en.reason(conflict)).toContain(wayOut);
  });

  it.each([
    [held('pc-1', 'read', 'write'), 'no-read'],
    [held('pc-12', 'recovery-key'), 'no-read'],
    [held('pc-12', 'no-read'), 'recovery-key'],
    [held('pc-12', 'read'), 'write'],
    [[], 'no-read'],
  ] as const)('%j does not stand in the way of %s on pc-12', (rights, right) => {
    expect(conflictingItemRight(rights, { item: 'pc-12', right })).toBeNull();
  });
});
