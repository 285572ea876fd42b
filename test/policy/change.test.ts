import { describe, expect, it } from 'vitest';
import type { EffectiveChange, HeldItemRight } from '../../src/policy/index.ts';
import { builtIn, held } from './ask.ts';
import { en } from '../../src/words/en/index.ts';

const having = (roles: readonly string[], itemRights: readonly HeldItemRight[] = []) => ({
  membership: builtIn.membership(roles),
  itemRights,
});
const lines = ({ rights }: EffectiveChange): string[] =>
  rights.map(({ effect, permission, conditions = [] }) =>
    [effect, permission, conditions.map(en.rightCondition).join(' ')].filter(Boolean).join(': '),
  );

describe('the change in effective rights, for approval cards', () => {
  it('shows that an Editor’s membership wakes a dormant Group distribution approver', () => {
    const change = builtIn.change(
      having(['Group distribution approver']),
      having(['Group distribution approver', 'Editor']),
    );
    expect(change.nothing).toBe(false);
    expect(lines(change)).toContain(
      'gained: Activate, approve, and reject group distributions: Group distribution approver gives "Activate, approve, and reject group distributions" together with Editor (table 4, *).',
    );
    const alone = builtIn.change(having([]), having(['Editor']));
    expect(alone.rights.map(({ permission }) => permission)).not.toContain(
      'Activate, approve, and reject group distributions',
    );
  });

  it('shows what Deny user listing takes away', () => {
    expect(lines(builtIn.change(having(['Reader']), having(['Reader', 'Deny user listing'])))).toEqual([
      'lost: Access to user information',
    ]);
    expect(lines(builtIn.change(having(['Reader', 'Deny user listing']), having(['Reader'])))).toEqual([
      'gained: Access to user information',
    ]);
  });

  it('shows what an item right adds for its asset, also what a footnote makes of it', () => {
    expect(lines(builtIn.change(having(['Help desk']), having(['Help desk'], held('pc-12', 'write'))))).toEqual([
      'gained: Edit access to asset configuration items: Only on asset pc-12.',
      'gained: Activate initial installation: Only on asset pc-12.',
    ]);
    expect(lines(builtIn.change(having(['Reader']), having(['Reader'], held('pc-12', 'no-read'))))).toEqual([
      'lost: Reader access to the entire system: Only on asset pc-12.',
    ]);
  });

  it('shows a right that comes in general and was had on an asset before', () => {
    const before = having(['Operator'], held('pc-12', 'write'));
    const after = having(['Operator', 'Web service writer'], held('pc-12', 'write'));
    expect(lines(builtIn.change(before, after))).toContain(
      'gained: Edit access to asset configuration items: Nothing changes on asset pc-12.',
    );
  });

  it('shows where a gained right is limited, and a limit that a group lifts', () => {
    const limited = held('pc-12', 'no-read');
    expect(lines(builtIn.change(having([], limited), having(['Reader'], limited)))).toContain(
      'gained: Reader access to the entire system: Not on asset pc-12.',
    );
    expect(lines(builtIn.change(having(['Reader'], limited), having(['Reader', 'Editor'], limited)))).toContain(
      'gained: Reader access to the entire system: Only on asset pc-12.',
    );
  });

  it('shows rights that are had only for what is allowed for help desk', () => {
    const change = lines(builtIn.change(having([]), having(['Help desk'])));
    expect(change).toContain(
      'gained: Distribute installation packages: Only for packages that are allowed for help desk.',
    );
    expect(change).toContain('gained: Use custom tools: Only for custom tools that are allowed for help desk.');
    expect(lines(builtIn.change(having(['Administrator']), having(['Help desk'])))).toContain(
      'lost: Use custom tools: Nothing changes for custom tools that are allowed for help desk.',
    );
  });

  it('says when an ask gives nothing by itself', () => {
    expect(builtIn.change(having(['Reader']), having(['Reader', 'Reader']))).toEqual({ rights: [], nothing: true });
    expect(builtIn.change(having(['Administrator']), having(['Administrator'], held('pc-12', 'write')))).toEqual({
      rights: [],
      nothing: true,
    });
    expect(builtIn.change(having([]), having(['Deny user listing'])).nothing).toBe(true);
  });
});
