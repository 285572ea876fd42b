import { describe, expect, it } from 'vitest';
import { findPermission, findRole, isDefaultAdministrator } from '../../src/policy/index.ts';
import { ask, brief, builtIn, policyWith, said } from './ask.ts';

describe('R1: a person’s rights are the union of their groups’ rights', () => {
  it('gives what either of two groups gives', () => {
    expect(brief(ask(['Reader', 'Package builder'], 'Create installation packages'))).toBe('allow R2');
    expect(brief(ask(['Reader'], 'Create installation packages'))).toBe('deny R2');
  });

  it('names every group that gives, so that nobody thinks that removing one is enough', () => {
    expect(said(ask(['Editor', 'Administrator'], 'Create assets'))).toBe(
      'Administrator and Editor give "Create assets" (table 3).',
    );
  });

  it('gives nothing without a group, and Deny user listing is none that gives', () => {
    expect(brief(ask([], 'Access to user information'))).toBe('deny R1');
    expect(brief(ask(['Deny user listing'], 'Access to user information'))).toBe('deny R1');
    expect(brief(ask(['Deny user listing'], 'Create assets'))).toBe('deny R1');
  });

  it('gives nothing for a group that the catalogue does not know any more, and says so', () => {
    const membership = builtIn.membership(['Berlin crew', 'reader']);
    expect(membership).toMatchObject({ given: ['Reader'], unknown: ['Berlin crew'] });
  });
});

describe('R2: a plain cell decides', () => {
  it('allows an X and denies a -, and the denial names who gives it', () => {
    expect(brief(ask(['Security officer'], 'Approve patch deployments'))).toBe('allow R2');
    const answer = ask(['Reader'], 'Access to license transaction prices');
    expect(brief(answer)).toBe('deny R2');
    expect(said(answer)).toBe(
      'Reader does not give "Access to license transaction prices" (table 1); it comes with Administrator, Editor, License administrator, Web service reader or Web service writer.',
    );
  });

  it('denies a permission that no table has', () => {
    expect(brief(ask(['Administrator'], 'Fly'))).toBe('deny R2');
    expect(brief(builtIn.decide({ membership: builtIn.membership(['Administrator']), permission: 47 }))).toBe(
      'deny R2',
    );
  });

  it('takes a permission by index as by label, in any case and with any blanks', () => {
    const membership = builtIn.membership(['Administrator']);
    const answer = builtIn.decide({ membership, permission: 'Create assets' });
    const index = findPermission(' create   ASSETS ')?.index ?? -1;
    expect(builtIn.decide({ membership, permission: index })).toBe(answer);
    expect(builtIn.decide({ membership, permission: 'create  assets' })).toBe(answer);
  });
});

describe('R5: authority over roles and item rights', () => {
  it('is with Administrators only', () => {
    expect(builtIn.rolesGivingAuthority).toEqual(['Administrator']);
    expect(builtIn.mayDefinePermissions(builtIn.membership(['Administrators']))).toBe(true);
    expect(builtIn.mayDefinePermissions(builtIn.membership(['Editor', 'Operator']))).toBe(false);
  });

  it('comes through custom groups, nested ones too', () => {
    const policy = policyWith([
      { name: 'Night shift', members: ['Leads'], memberOf: ['Administrators'] },
      { name: 'Leads', members: [], memberOf: [] },
      { name: 'Guests', members: [], memberOf: ['Reader'] },
    ]);
    expect(policy.rolesGivingAuthority).toEqual(['Administrator', 'Night shift', 'Leads']);
    expect(policy.mayDefinePermissions(policy.membership(['leads']))).toBe(true);
    expect(policy.mayDefinePermissions(policy.membership(['Guests']))).toBe(false);
  });
});

describe('R6: the built-in default administrator', () => {
  it('is known by its e-mail in any case', () => {
    expect(isDefaultAdministrator('Root@acme.test', ' root@ACME.test')).toBe(true);
    expect(isDefaultAdministrator('root@acme.test', 'ada@acme.test')).toBe(false);
    expect(isDefaultAdministrator(undefined, 'ada@acme.test')).toBe(false);
  });
});

describe('R8: columns that a table lacks', () => {
  it('gives a Report builder nothing in tables 2 to 4', () => {
    for (const permission of ['Install Miradore client', 'Create assets', 'Activate asset groups']) {
      expect(brief(ask(['Report builder'], permission))).toBe('deny R8');
    }
    expect(brief(ask(['Report builder', 'Reader'], 'Create assets'))).toBe('deny R2 R8');
  });

  it('does not stand in the way of another group', () => {
    expect(brief(ask(['Report builder', 'Operator'], 'Create assets'))).toBe('allow R2');
  });
});

describe('names of roles', () => {
  it.each([
    ['helpdesk', 'Help desk'],
    ['HELP DESKS', 'Help desk'],
    ['Helpdesks', 'Help desk'],
    ['administrators', 'Administrator'],
    [' web  service   writers', 'Web service writer'],
    ['deny user listing', 'Deny user listing'],
  ])('understands %j as %s', (text, role) => {
    expect(findRole(text)).toBe(role);
  });

  it.each(['Administratorss', 'desk', '', 'Deny'])('does not understand %j', (text) => {
    expect(findRole(text)).toBeNull();
  });
});
