import { describe, expect, it } from 'vitest';
import type { ConsoleRight } from '../../src/policy/index.ts';
import { consoleUsers, decideConsole, noConsoleForGroups, revokeConsole, sameEmail } from '../../src/policy/index.ts';
import { brief } from './ask.ts';

const about = (explicit: boolean, productAdministrator: boolean, right: ConsoleRight) =>
  decideConsole({ explicit, productAdministrator, right });

describe('console access', () => {
  it('C1: knows one product at a time, so that nothing is shared between products', () => {
    const acme = consoleUsers(['ada@acme.test'], []);
    const other = consoleUsers([], []);
    expect(acme.map(({ email }) => email)).toEqual(['ada@acme.test']);
    expect(other).toEqual([]);
  });

  it('C2: a product’s administrators have access by default', () => {
    const answer = about(false, true, 'console');
    expect(brief(answer)).toBe('allow C2');
    expect(answer.because[0]?.sentence).toContain('comes from the product, not from here');
  });

  it('C3: anyone else has access by being added by e-mail, compared without regard to case', () => {
    expect(brief(about(true, false, 'console'))).toBe('allow C3');
    expect(brief(about(false, false, 'console'))).toBe('deny C3 C2');
    expect(sameEmail(' Ada@ACME.test', 'ada@acme.test')).toBe(true);
    expect(sameEmail('ada@acme.test', 'adam@acme.test')).toBe(false);
  });

  it('C4: whoever has access may add users, and nobody else', () => {
    expect(brief(about(true, false, 'add users'))).toBe('allow C3 C4');
    expect(brief(about(false, true, 'add users'))).toBe('allow C2 C4');
    expect(brief(about(true, true, 'add users'))).toBe('allow C2 C3 C4');
    expect(brief(about(false, false, 'add users'))).toBe('deny C4 C3 C2');
  });

  it.each(['product', 'administer product'] as const)('C5: console access does not give %j', (right) => {
    expect(brief(about(true, false, right))).toBe('deny C5');
    expect(brief(about(false, false, right))).toBe('deny C5');
    for (const explicit of [true, false]) {
      const answer = about(explicit, true, right);
      expect(brief(answer)).toBe('allow C2');
      expect(answer.because[0]?.sentence).toContain('comes from the product, not from here');
    }
  });

  it('C6: user groups are not supported', () => {
    expect(noConsoleForGroups).toMatchObject({ rule: 'C6' });
    expect(noConsoleForGroups.sentence).toContain('User groups are not supported');
  });

  it('C7: revoking removes an explicit grant', () => {
    expect(revokeConsole({ explicit: true, productAdministrator: false })).toMatchObject({
      effect: 'revoke',
      accessRemains: false,
    });
  });

  it('C7: where access is implicit there is nothing to revoke, and the sentence says where to go', () => {
    const refusal = revokeConsole({ explicit: false, productAdministrator: true });
    expect(refusal).toMatchObject({ effect: 'refuse', accessRemains: true });
    expect(refusal.because[0]?.sentence).toContain('demoted or removed in the product');
    expect(revokeConsole({ explicit: false, productAdministrator: false })).toMatchObject({
      effect: 'refuse',
      accessRemains: false,
    });
  });

  it('C7: where it is both, the grant goes and access remains, and why', () => {
    const both = revokeConsole({ explicit: true, productAdministrator: true });
    expect(both).toMatchObject({ effect: 'revoke', accessRemains: true });
    expect(both.because.map(({ sentence }) => sentence).join(' ')).toContain('Access remains');
  });

  it('C8: All users lists explicit users with a way to remove them, and implicit ones with the reason and none', () => {
    const users = consoleUsers(['Otto@acme.test', 'ada@acme.test'], ['ADA@acme.test', 'grace@acme.test']);
    expect(users.map(({ email, explicit, implicit, removable }) => [email, explicit, implicit, removable])).toEqual([
      ['ada@acme.test', true, true, true],
      ['grace@acme.test', false, true, false],
      ['otto@acme.test', true, false, true],
    ]);
    expect(users.map(({ because }) => because.map(({ rule }) => rule))).toEqual([['C2', 'C3'], ['C2'], ['C3']]);
  });
});
