import { describe, expect, it } from 'vitest';
import type { ConsoleRight } from '../../src/policy/index.ts';
import { decideConsole, sameEmail } from '../../src/policy/index.ts';
import { brief, said } from './ask.ts';

const about = (explicit: boolean, productAdministrator: boolean, right: ConsoleRight) =>
  decideConsole({ explicit, productAdministrator, right });

describe('console access', () => {
  it('C2: a product’s administrators have access by default', () => {
    const answer = about(false, true, 'console');
    expect(brief(answer)).toBe('allow C2');
    expect(said(answer)).toContain('comes from the product, not from Latchkey');
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
      expect(said(answer)).toContain('comes from the product, not from Latchkey');
    }
  });
});
