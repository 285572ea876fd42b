import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './loading.ts';

const catalogueOf = (text: string) => {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems, null, 2));
  return loaded.catalogue;
};

const example = `
tenant: main # optional
latchkey: { administrators: [ada@acme.test], auditors: [otto@acme.test] }
people: { domains: [acme.test] }
defaults: { duration: 8h, maxDuration: 30d, always: false, lapse: 3d }
products:
  - id: acme-prod
    name: ACME production
    administrators: [Ada@acme.test]
instances:
  - id: mdm-eu
    name: Device management, Europe
    defaultAdministrator: root@acme.test
    members: { administrators: [grace@acme.test, ada@acme.test], Helpdesk: [hugo@acme.test] }
    groups:
      - { name: Field engineers, members: [fay@acme.test] }
      - { name: Berlin crew, members: [field ENGINEERS, hugo@acme.test], memberOf: [operators] }
    items:
      - { id: pc-12, kind: asset }
      - { id: pkg-7, kind: package, allowedForHelpDesk: true }
channels:
  approvals: { slack: C0APPROVE, discord: "1100" }
  audit: { slack: C0AUDIT, discord: "1200" }
approvals:
  - match: { kind: role, role: administrators }
    stages: [{ of: authority, count: 2 }]
    duration: 2h
    maxDuration: 8h
  - match: { item: PC-12, right: write }
    stages: [{ of: "role:MDM-EU/berlin crew" }, { of: [Ada@acme.test, otto@acme.test], count: 2 }]
`;

describe('a configuration without faults', () => {
  it('is understood as a whole, names spelt as declared, e-mails lower-cased, times in milliseconds', () => {
    const catalogue = catalogueOf(example);

    expect(catalogue).toEqual({
      tenant: 'main',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      latchkey: { administrators: ['ada@acme.test'], auditors: ['otto@acme.test'] },
      domains: ['acme.test'],
      same: [],
      different: [],
      members: [],
      defaults: {
        durationMs: 28_800_000,
        maxDurationMs: 2_592_000_000,
        always: false,
        lapseMs: 259_200_000,
        timeZone: 'UTC',
      },
      limits: { burst: 20, perSecond: 1, requestsPerHour: 3, requestsPerPersonPerHour: 30, openRequests: 20 },
      products: [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test'] }],
      instances: [
        {
          id: 'mdm-eu',
          name: 'Device management, Europe',
          defaultAdministrator: 'root@acme.test',
          members: [
            { role: 'Administrator', email: 'grace@acme.test' },
            { role: 'Administrator', email: 'ada@acme.test' },
            { role: 'Help desk', email: 'hugo@acme.test' },
            { role: 'Field engineers', email: 'fay@acme.test' },
            { role: 'Berlin crew', email: 'hugo@acme.test' },
          ],
          groups: [
            { name: 'Field engineers', members: [], memberOf: [] },
            { name: 'Berlin crew', members: ['Field engineers'], memberOf: ['Operator'] },
          ],
          items: [
            { id: 'pc-12', kind: 'asset', allowedForHelpDesk: false },
            { id: 'pkg-7', kind: 'package', allowedForHelpDesk: true },
          ],
        },
      ],
      rules: [
        {
          match: { kind: 'role', role: 'Administrator' },
          stages: [{ of: { kind: 'authority' }, count: 2 }],
          durationMs: 7_200_000,
          maxDurationMs: 28_800_000,
          always: null,
        },
        {
          match: { item: 'pc-12', right: 'write' },
          stages: [
            { of: { kind: 'role', instance: 'mdm-eu', role: 'Berlin crew' }, count: 1 },
            { of: { kind: 'people', emails: ['ada@acme.test', 'otto@acme.test'] }, count: 2 },
          ],
          durationMs: null,
          maxDurationMs: null,
          always: null,
        },
      ],
      channels: {
        approvals: { slack: 'C0APPROVE', discord: '1100' },
        audit: { slack: 'C0AUDIT', discord: '1200' },
      },
      targets: [],
      authority: [],
    });
  });

  it('knows its time zone by any case of its name, and no access depends on it', () => {
    const [berlin, utc] = ['europe/BERLIN', 'UTC'].map((zone) =>
      catalogueOf(`products: [{ id: p }]\ndefaults: { timeZone: ${zone} }`),
    );
    expect(berlin?.defaults.timeZone).toBe('Europe/Berlin');
    expect(berlin?.hash).toBe(utc?.hash);
  });

  it('needs nothing but a product, and has the documented defaults', () => {
    const catalogue = catalogueOf('products: [{ id: p }]');

    expect(catalogue.tenant).toBe('main');
    expect(catalogue.products).toEqual([{ id: 'p', name: 'p', administrators: [] }]);
    expect(catalogue.defaults).toEqual({
      durationMs: 28_800_000,
      maxDurationMs: 2_592_000_000,
      always: false,
      lapseMs: 259_200_000,
      timeZone: 'UTC',
    });
    expect(catalogue.channels).toEqual({ approvals: {}, audit: {} });
  });

  it('takes the limits that are given, which no access depends on', () => {
    const given = 'limits: { burst: 50, perSecond: 0.5, openRequests: 5 }';
    const [plain, limited] = [catalogueOf('products: [{ id: p }]'), catalogueOf(`products: [{ id: p }]\n${given}`)];

    expect(limited.limits).toEqual({ ...plain.limits, burst: 50, perSecond: 0.5, openRequests: 5 });
    expect(limited.hash).toBe(plain.hash);
  });

  it('shortens the built-in default to a maximum that is shorter', () => {
    expect(catalogueOf('products: [{ id: p }]\ndefaults: { maxDuration: 4h }').defaults.durationMs).toBe(4 * 3_600_000);
  });

  it('has the same hash for the same content, and another one for other content', () => {
    const one = catalogueOf('tenant: main\nproducts:\n  - { id: p, name: P, administrators: [A@x.test] }');
    const same = catalogueOf('# said otherwise\nproducts: [{ administrators: [a@x.test], name: P, id: p }]');
    const other = catalogueOf('products: [{ administrators: [b@x.test], name: P, id: p }]');

    expect(same.hash).toBe(one.hash);
    expect(other.hash).not.toBe(one.hash);
  });

  it('keeps an id that looks like a number only when it is written in quotes', () => {
    expect(catalogueOf('products: [{ id: "12" }]').products[0]?.id).toBe('12');
    expect(problemsOf('products: [{ id: 12 }]')).toEqual(['products[0].id: It must be a text: write it in quotes.']);
  });

  it('warns of addresses outside people.domains and of people listed twice, and loads nevertheless', () => {
    const loaded = load(
      'people: { domains: [x.test] }\nproducts: [{ id: p, administrators: [a@y.test, b@x.test, B@x.test] }]',
    );

    expect(loaded.ok).toBe(true);
    expect(loaded.warnings).toEqual([
      'products[0].administrators[0]: a@y.test is outside people.domains (x.test).',
      'products[0].administrators[2]: b@x.test is in this list already.',
    ]);
  });
});
