import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText } from '../../src/chat/slack/inbound/grammar.ts';
import { accountKey, parseAccountKey } from '../../src/domain/identity.ts';
import { codeAlphabet, readCode, showCode } from '../../src/domain/link-code.ts';
import { fits, newCode } from '../../src/services/linking/code.ts';

const codes = fc.string({ unit: fc.constantFrom(...codeAlphabet.split('')), minLength: 8, maxLength: 8 });

describe('a code for linking', () => {
  it('is read as it is shown, in any case, with any dash or none', () => {
    fc.assert(
      fc.property(codes, fc.constantFrom('', '-', ' ', '–', ' - '), (code, dash) => {
        const [one, two] = showCode(code).toLowerCase().split('-');
        expect(readCode(` ${one ?? ''}${dash}${two ?? ''} `)).toBe(code);
      }),
    );
  });

  it.each(['ada@acme.test', '1bob', 'K7XM-92Q', 'K7XM-92QPP', 'K7XM-92Q0', 'discord:300100', ''])(
    'is not “%s”',
    (text) => {
      expect(readCode(text)).toBeNull();
    },
  );

  it('fits its own secret and no other', () => {
    const [one, two] = [newCode(), newCode()];
    expect(readCode(one.code)).toBe(one.code);
    expect([fits(one.code, one.secret), fits(one.code, two.secret)]).toEqual([true, false]);
    expect(JSON.stringify(one.secret)).not.toContain(one.code);
  });

  it('is told from an account where both are one word', () => {
    expect(parseText('link k7xm 92qp', 'T1')).toEqual({ command: 'link', args: { code: 'k7xm 92qp' } });
    expect(parseText('link <mailto:ada@acme.test|ada@acme.test>', 'T1')?.args).toEqual({ account: 'ada@acme.test' });
    expect(parseText('LINK', 'T1')).toEqual({ command: 'link', args: {} });
    expect(parseText('unlink discord:300100', 'T1')?.args).toEqual({ account: 'discord:300100' });
  });
});

describe('the written form of an account', () => {
  it('is read back, and nothing else is', () => {
    for (const account of [
      { platform: 'discord', workspace: '', user: '300100' },
      { platform: 'slack', workspace: 'T1', user: 'UADA' },
    ]) {
      expect(parseAccountKey(accountKey(account))).toEqual(account);
    }
    for (const text of ['ada@acme.test', 'ada', 'discord:', ':1', 'discord:a b', 'x:a@b']) {
      expect(parseAccountKey(text)).toBeNull();
    }
  });
});
