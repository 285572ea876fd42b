import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/policy/index.ts';
import { ask, asset, brief, held, said } from './ask.ts';

const reading = 'Reader access to the entire system';
const editing = 'Edit access to asset configuration items';
const recovery = 'Read access to encryption recovery key';
const pkg = (allowedForHelpDesk?: boolean): Item => ({ id: 'pkg-7', kind: 'package', allowedForHelpDesk });
const tool = (allowedForHelpDesk?: boolean): Item => ({ id: 'wipe', kind: 'tool', allowedForHelpDesk });

describe('R3, table 1 *: reader access to everything, which no-read limits for one asset', () => {
  it('is given without an item, and the sentence says that assets can be limited', () => {
    const answer = ask(['Reader'], reading);
    expect(brief(answer)).toBe('allow R3');
    expect(said(answer)).toContain('no-read can limit it for single assets');
  });

  it('is taken away on the asset that no-read names, and on no other', () => {
    expect(brief(ask(['Reader', 'Operator'], reading, asset('pc-12'), held('pc-12', 'no-read')))).toBe('deny R3 R4');
    expect(brief(ask(['Reader'], reading, asset('pc-1'), held('pc-12', 'no-read')))).toBe('allow R3');
    expect(brief(ask(['Reader'], reading, undefined, held('pc-12', 'no-read')))).toBe('allow R3');
  });

  it.each(['Administrator', 'Editor'])('cannot be limited for an unstarred X: %s', (role) => {
    expect(brief(ask([role, 'Reader'], reading, asset('pc-12'), held('pc-12', 'no-read')))).toBe('allow R2');
  });

  it('limits assets only: packages and tools carry no item rights', () => {
    expect(brief(ask(['Reader'], reading, pkg(), held('pkg-7', 'no-read')))).toBe('allow R3');
  });
});

describe('R3, table 1 **: Editors reach report builder and automation tasks only as Report builders too', () => {
  it.each(['Access to report builder', 'Access to Automation tasks'])('%s', (permission) => {
    expect(brief(ask(['Editor'], permission))).toBe('deny R3');
    expect(brief(ask(['Editor', 'Reader'], permission))).toBe('deny R3 R2');
    expect(brief(ask(['Report builder'], permission))).toBe('allow R2');
    expect(brief(ask(['Editor', 'Report builder'], permission))).toBe('allow R2 R3');
    expect(brief(ask(['Administrator'], permission))).toBe('allow R2');
  });

  it('tells an Editor what to ask for', () => {
    expect(said(ask(['Editor'], 'Access to report builder'))).toContain('ask for Report builder as well');
  });
});

describe('R3, table 1 ***: given per asset by an item right', () => {
  it.each([
    [editing, 'write'],
    [recovery, 'recovery-key'],
  ] as const)('%s by %s', (permission, right) => {
    expect(brief(ask(['Operator'], permission, asset('pc-12'), held('pc-12', right)))).toBe('allow R4');
    expect(brief(ask(['Operator'], permission, asset('pc-1'), held('pc-12', right)))).toBe('deny R3');
    expect(brief(ask(['Operator'], permission, undefined, held('pc-12', right)))).toBe('deny R3');
    expect(brief(ask(['Operator'], permission, { id: 'pc-12', kind: 'tool' }, held('pc-12', right)))).toBe('deny R3');
  });

  it('is given by the right of its own row only', () => {
    expect(brief(ask(['Reader'], editing, asset('pc-12'), held('pc-12', 'read', 'recovery-key')))).toBe('deny R3');
    expect(brief(ask(['Reader'], recovery, asset('pc-12'), held('pc-12', 'read', 'write')))).toBe('deny R3');
  });

  it('is not asked of a plain X', () => {
    expect(brief(ask(['Web service writer'], editing))).toBe('allow R2');
    expect(brief(ask(['Help desk'], recovery))).toBe('allow R2');
  });

  it('says what to ask for, and where', () => {
    expect(said(ask(['Operator'], editing, asset('pc-12')))).toContain('ask for write there');
    expect(said(ask(['Operator'], editing))).toContain('say which asset');
    expect(said(ask(['Operator'], editing, pkg()))).toContain('pkg-7 is a package');
  });
});

describe('R3, table 1 ****: user information, unless the person is in Deny user listing', () => {
  const permission = 'Access to user information';

  it('is visible to every group by default, and hidden by Deny user listing', () => {
    expect(brief(ask(['Reader'], permission))).toBe('allow R3');
    expect(brief(ask(['Reader', 'Editor', 'Deny user listing'], permission))).toBe('deny R3');
  });

  it('is always visible to administrators', () => {
    expect(brief(ask(['Administrator', 'Reader', 'Deny user listing'], permission))).toBe('allow R2');
  });

  it('is the only thing that Deny user listing takes away', () => {
    expect(brief(ask(['Operator', 'Deny user listing'], 'Create assets'))).toBe('allow R2');
  });
});

describe('R3, table 2 *: Help desk activates initial installation on assets that they have write for', () => {
  const permission = 'Activate initial installation';

  it('needs write on that very asset', () => {
    expect(brief(ask(['Help desk'], permission, asset('pc-12'), held('pc-12', 'write')))).toBe('allow R3 R4');
    expect(brief(ask(['Help desk'], permission, asset('pc-12'), held('pc-12', 'read')))).toBe('deny R3');
    expect(brief(ask(['Help desk'], permission, asset('pc-1'), held('pc-12', 'write')))).toBe('deny R3');
    expect(brief(ask(['Help desk'], permission))).toBe('deny R3');
  });

  it('is for Help desk only: write gives it to no other group', () => {
    expect(brief(ask(['Operator'], permission, asset('pc-12'), held('pc-12', 'write')))).toBe('deny R2');
    expect(brief(ask([], permission, asset('pc-12'), held('pc-12', 'write')))).toBe('deny R1');
  });

  it('is not asked of a plain X', () => {
    expect(brief(ask(['Help desk', 'Editor'], permission))).toBe('allow R2');
  });
});

describe.each([
  ['**', 'Use custom tools', tool, pkg, 'say which tool'],
  ['***', 'Distribute installation packages', pkg, tool, 'say which package'],
] as const)(
  'R3, table 2 %s: Help desk may "%s" only where it is allowed for them',
  (_, permission, right, wrong, ask1) => {
    it('needs the flag, which is false when absent', () => {
      expect(brief(ask(['Help desk'], permission, right(true)))).toBe('allow R3');
      expect(brief(ask(['Help desk'], permission, right(false)))).toBe('deny R3');
      expect(brief(ask(['Help desk'], permission, right()))).toBe('deny R3');
    });

    it('is denied for another kind and for none, with the condition in the sentence', () => {
      expect(brief(ask(['Help desk'], permission, wrong(true)))).toBe('deny R3');
      const answer = ask(['Help desk'], permission);
      expect(brief(answer)).toBe('deny R3');
      expect(said(answer)).toContain('allowed for help desk');
      expect(said(answer)).toContain(ask1);
    });

    it('does not ask the flag of a plain X, and gives nothing to others', () => {
      expect(brief(ask(['Administrator', 'Help desk'], permission))).toBe('allow R2');
      expect(brief(ask(['Operator'], permission, right(true)))).toBe('deny R2');
    });
  },
);

describe('R3, table 4 *: a Group distribution approver must also be an Editor', () => {
  const permission = 'Activate, approve, and reject group distributions';

  it('is given to both together, to neither alone, and Reader is not enough', () => {
    expect(brief(ask(['Group distribution approver', 'Editor'], permission))).toBe('allow R3');
    expect(brief(ask(['Group distribution approver'], permission))).toBe('deny R3');
    expect(brief(ask(['Group distribution approver', 'Reader'], permission))).toBe('deny R3 R2');
    expect(brief(ask(['Editor'], permission))).toBe('deny R2');
  });

  it('is an Administrator’s anyway', () => {
    expect(brief(ask(['Administrator', 'Group distribution approver'], permission))).toBe('allow R2');
  });
});
