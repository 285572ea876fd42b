import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiLower, readAddress } from '../../src/lib/address.ts';
import { normalEmail } from '../../src/domain/identity.ts';
import { sameEmail } from '../../src/policy/console.ts';

describe('an address', () => {
  it.each([
    ['Ada.Lovelace@ACME.test', 'ada.lovelace@acme.test'],
    [' ada+vpn@acme.test ', 'ada+vpn@acme.test'],
    ['o’hara@acme.test'.replace('’', "'"), "o'hara@acme.test"],
    ['ada@münchen.test', 'ada@xn--mnchen-3ya.test'],
    ['ada@XN--mnchen-3ya.test', 'ada@xn--mnchen-3ya.test'],
    [`${'a'.repeat(64)}@acme.test`, `${'a'.repeat(64)}@acme.test`],
  ])('is read in the form in which it is compared: %s', (written, address) => {
    expect(readAddress(written)).toBe(address);
  });

  it.each([
    ['the Kelvin sign', '\u212Aim@acme.test'],
    ['the Kelvin sign in the domain', 'kim@\u212Aelvin.test'],
    ['a dotless i', 'k\u0131m@acme.test'],
    ['a long s', 'ke\u017F@acme.test'],
    ['full-width letters in the domain', 'kim@\uFF41cme.test'],
    ['a letter that is no ASCII', 'mîa@acme.test'],
    ['quotes', '"mia"@acme.test'],
    ['a comment', '(x)mia@acme.test'],
    ['two dots', 'mia..b@acme.test'],
    ['a dot at the end', 'mia.@acme.test'],
    ['65 characters', `${'a'.repeat(65)}@acme.test`],
    ['no domain', 'mia@'],
    ['one label', 'mia@acme'],
    ['an address of a machine', 'mia@127.0.0.1'],
    ['a label with a hyphen at its end', 'mia@acme-.test'],
    ['two signs', 'mia@@acme.test'],
    ['a zero-width space', 'mi\u200Ba@acme.test'],
  ])('is not read with %s', (_, written) => {
    expect(readAddress(written)).toBeNull();
  });

  it('is compared by the case of A to Z alone (A8)', () => {
    expect(sameEmail('KIM@acme.test', 'kim@ACME.test')).toBe(true);
    expect(sameEmail('\u212Aim@acme.test', 'kim@acme.test')).toBe(false);
    expect(normalEmail('\u212Aim@acme.test')).not.toBe('kim@acme.test');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => asciiLower(text).length === text.length));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const address = readAddress(`${text}@acme.test`);
        return address === null || address === `${asciiLower(text.trim())}@acme.test`;
      }),
    );
  });

  it('is read the same again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const address = readAddress(text);
        expect(address === null || readAddress(address) === address).toBe(true);
      }),
    );
  });
});
