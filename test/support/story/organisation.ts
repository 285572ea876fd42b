import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { testCatalogue } from '../catalogue.ts';

const hour = 3_600_000;

/** Who is in the first chat, by name; everybody's e-mail is NAME@acme.test. */
export const names = [
  'ada',
  'grace',
  'lena',
  'otto',
  'hugo',
  'mia',
  'bob',
  'eve',
  'kim',
  'noor',
  'paul',
  'rosa',
  'sven',
  'tara',
  'umar',
  'vera',
  'will',
  'xena',
  'yuri',
  'zoe',
  'fay',
  'ivan',
  'jana',
  'karl',
] as const;

/** Who is in the second chat, which proves no e-mails: `1NAME` there. */
export const members = ['bob', 'eve', 'mia', 'noor', 'paul', 'rosa', 'sven', 'mod', 'guest'] as const;

/** Roles of the second chat. */
export const roles = { desk: '2100', crew: '2102', high: '2199', moderators: '2001' } as const;

const on = (role: string) => `role:mdm-eu/${role}` as const;
const target = (entitlement: string, role: string, restore = false) =>
  ({ entitlement, platform: 'discord', role, restore }) as const;

/** The organisation as it begins: two products, two instances, a rule for two people and one for two stages. */
export function firstCatalogue(): Catalogue {
  const plain = testCatalogue();
  return {
    ...plain,
    latchkey: { administrators: ['lena@acme.test', 'karl@acme.test'], auditors: ['otto@acme.test'] },
    members: ['discord:1mod'],
    products: [
      { id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test'] },
      { id: 'acme-test', name: 'ACME test', administrators: ['ada@acme.test', 'kim@acme.test'] },
    ],
    instances: [
      ...plain.instances,
      {
        id: 'mdm-us',
        name: 'Devices, US',
        defaultAdministrator: 'root-us@acme.test',
        members: [
          { role: 'Administrator', email: 'grace@acme.test' },
          { role: 'Reader', email: 'tara@acme.test' },
        ],
        groups: [],
        items: [{ id: 'pc-77', kind: 'asset', allowedForHelpDesk: false }],
      },
    ],
    rules: [
      {
        match: { kind: 'role', role: 'Administrator' },
        stages: [
          { of: { kind: 'authority' }, count: 1 },
          { of: { kind: 'people', emails: ['grace@acme.test', 'hugo@acme.test'] }, count: 1 },
        ],
        durationMs: 4 * hour,
        maxDurationMs: 24 * hour,
        always: null,
      },
      ...plain.rules,
    ],
    channels: {
      approvals: { slack: 'C0APPROVE', discord: '1100' },
      audit: { slack: 'C0AUDIT', discord: '1200' },
    },
    targets: [
      target(on('Help desk'), roles.desk),
      target(on('Operator'), roles.crew, true),
      target(on('Reader'), roles.high),
    ],
    authority: [{ scope: { product: 'acme-test' }, platform: 'discord', role: roles.moderators }],
  };
}

/** After a change of the file: a product and an item are gone, members and administrators are others. */
export function secondCatalogue(): Catalogue {
  const first = firstCatalogue();
  return {
    ...first,
    hash: 'b'.repeat(64),
    products: [
      { id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'vera@acme.test'] },
      { id: 'acme-shop', name: 'ACME shop', administrators: ['kim@acme.test'] },
    ],
    instances: first.instances.map((instance) =>
      instance.id === 'mdm-us'
        ? {
            ...instance,
            items: [],
            members: [
              { role: 'Administrator', email: 'grace@acme.test' },
              { role: 'Reader', email: 'umar@acme.test' },
              { role: 'Editor', email: 'tara@acme.test' },
            ],
          }
        : instance,
    ),
    authority: [],
  };
}
