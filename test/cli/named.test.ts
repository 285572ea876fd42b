import { expect, it } from 'vitest';
import { namedOf } from '../../src/cli/config-truth.ts';
import { testCatalogue } from '../support/catalogue.ts';

it('everything that the file names of a platform is looked at, each role once', () => {
  const target = (entitlement: string, platform: string, role: string) => ({
    entitlement,
    platform,
    role,
    restore: false,
  });
  const catalogue = testCatalogue({
    channels: { approvals: { slack: 'C0APPROVE', discord: '1100' }, audit: { slack: 'C0AUDIT' } },
    targets: [target('console:acme-prod', 'discord', '2100'), target('role:mdm-eu/Editor', 'discord', '2100')],
    authority: [
      { scope: { product: 'acme-prod' }, platform: 'discord', role: '2100' },
      { scope: { product: 'acme-prod' }, platform: 'discord', role: '2001' },
      { scope: { instance: 'mdm-eu' }, platform: 'other', role: '2002' },
    ],
  });
  const named = namedOf(catalogue, 'discord');
  expect(named.channels).toEqual([{ path: 'channels.approvals.discord', id: '1100' }]);
  expect(named.roles).toEqual([
    { path: 'targets[0].discord', id: '2100', given: true },
    { path: 'authority[1].discord', id: '2001', given: false },
  ]);
  expect(namedOf(catalogue, 'slack').roles).toEqual([]);
});
