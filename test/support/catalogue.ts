import type { Catalogue } from '../../src/domain/catalogue.ts';

const hour = 3_600_000;

/** A small organisation: one product, one instance; Administrator needs two people. */
export function testCatalogue(change: Partial<Catalogue> = {}): Catalogue {
  return {
    tenant: 'main',
    hash: 'a'.repeat(64),
    latchkey: { administrators: ['lena@acme.test'], auditors: ['otto@acme.test'] },
    domains: ['acme.test'],
    members: [],
    same: [],
    different: [],
    defaults: { durationMs: 8 * hour, maxDurationMs: 720 * hour, always: false, lapseMs: 72 * hour, timeZone: 'UTC' },
    // Tests type faster than people.
    limits: {
      burst: 1_000,
      perSecond: 100,
      requestsPerHour: 1_000,
      requestsPerPersonPerHour: 1_000,
      openRequests: 1_000,
    },
    products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test'] }],
    instances: [
      {
        id: 'mdm-eu',
        name: 'Devices',
        defaultAdministrator: 'root@acme.test',
        members: [
          { role: 'Administrator', email: 'grace@acme.test' },
          { role: 'Administrator', email: 'ada@acme.test' },
          { role: 'Help desk', email: 'hugo@acme.test' },
        ],
        groups: [{ name: 'Berlin crew', members: [], memberOf: ['Operator'] }],
        items: [
          { id: 'pc-12', kind: 'asset', allowedForHelpDesk: false },
          { id: 'pkg-7', kind: 'package', allowedForHelpDesk: true },
        ],
      },
    ],
    rules: [
      {
        match: { kind: 'role', role: 'Editor' },
        stages: [{ of: { kind: 'authority' }, count: 2 }],
        durationMs: 2 * hour,
        maxDurationMs: 8 * hour,
        always: null,
      },
    ],
    channels: { approvals: { slack: 'C0APPROVE' }, audit: { slack: 'C0AUDIT' } },
    targets: [],
    authority: [],
    ...change,
  };
}
