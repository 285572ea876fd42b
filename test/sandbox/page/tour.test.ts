import { describe, expect, it } from 'vitest';
import { tourFrom } from '../../../sandbox/page/tour.ts';
import { worldFrom } from '../../../sandbox/world.ts';

const configuration = (targets: string): string => `
people: { domains: [corp.test] }
products: [{ id: crm, name: The CRM, administrators: [Zoe@corp.test] }]
instances: [{ id: mdm, name: The MDM, members: { Administrator: [Gus@corp.test], Editor: [mia@corp.test] } }]
${targets}`;

describe('whom the tour follows', () => {
  const administered = (who: string, domains = '') =>
    `latchkey: { administrators: [lena@other.test] }\n${domains}\nproducts: [{ id: crm, administrators: [${who}] }]`;

  it('is somebody of the workspace who doesn’t administer what is asked for', () => {
    expect(tourFrom(administered('zoe@corp.test'))?.requester).toBe('mia@other.test');
    expect(tourFrom(administered('zoe@corp.test', 'people: { domains: [corp.test] }'))?.requester).toBe(
      'mia@corp.test',
    );
    expect(tourFrom(administered('mia@corp.test', 'people: { domains: [corp.test] }'))).toMatchObject({
      requester: 'bob@corp.test',
      approver: 'mia@corp.test',
    });
  });

  it.each(['zoe@corp.test', 'mia@corp.test', 'mia@other.test, bob@other.test'])(
    'is in the workspace where %s administers the product',
    (who) => {
      const text = administered(who);
      expect(worldFrom(text).users.map(({ email }) => email)).toContain(tourFrom(text)?.requester);
    },
  );
});

describe('the tour’s chapter over both chats', () => {
  it('asks for the first role that a Discord role follows, and its instance’s administrator decides', () => {
    const tour = tourFrom(configuration("targets: [{ entitlement: 'role:mdm/Help desk', discord: '2100' }]"));
    expect(tour?.discord).toMatchObject({
      requester: 'mia@corp.test',
      approver: 'gus@corp.test',
      role: '2100',
      path: ['request', 'role'],
      options: { instance: 'mdm', role: 'Help desk' },
      name: 'the role Help desk in The MDM',
    });
  });

  it('asks for a console where that is what has a role', () => {
    const tour = tourFrom(configuration("targets: [{ entitlement: 'console:crm', discord: 2101 }]"));
    expect(tour?.discord).toMatchObject({
      approver: 'zoe@corp.test',
      role: '2101',
      path: ['request', 'console'],
      options: { product: 'crm' },
    });
  });

  it('passes over what nobody could decide alone, or at all', () => {
    const targets = [
      "{ entitlement: 'role:mdm/Administrator', discord: '1' }",
      "{ entitlement: 'role:nowhere/Editor', discord: '2' }",
      "{ entitlement: 'item:mdm/pc/read', discord: '3' }",
      '{ entitlement: console:crm }',
      "{ entitlement: 'role:mdm/Reader', discord: '4' }",
    ];
    expect(tourFrom(configuration(`targets: [${targets.join(', ')}]`))?.discord?.role).toBe('4');
  });

  it('is left out where nothing has a Discord role', () => {
    for (const targets of ['', 'targets: []', 'targets: nonsense']) {
      expect(tourFrom(configuration(targets))?.discord).toBeUndefined();
    }
  });
});
