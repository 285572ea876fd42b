/** The beginning that most of them share. */
export const instance =
  'instances:\n  - { id: mdm, groups: [{ name: Crew }], items: [{ id: pc, kind: asset }, { id: pkg, kind: package }] }\n';

/** Configurations with one mistake each: what it is, the file, and the only problem that is reported of it. */
export const mistakes: readonly (readonly [string, string, RegExp | string])[] = [
  ['an empty file', '', 'The file is empty: list products or instances.'],
  ['a file of comments', '# nothing\n', 'The file is empty'],
  ['nothing to give', 'tenant: x', 'There is nothing to give access to: list products or instances.'],
  ['a list instead of a mapping', '- a', ': It must be a mapping (key: value), not a list.'],
  ['products of a wrong type', 'products: p', 'products: It must be a list, not “p”.'],
  ['an empty key', 'products:\n', 'products: It is empty: write a list, or leave the key out.'],
  ['broken YAML', 'products: [\n', /^line \d+, column \d+: This is not YAML: /],
  [
    'a key written twice',
    'products: []\nproducts: []\n',
    'line 2, column 1: This key stands here twice: keep one of them.',
  ],
  ['a limit that lets nobody do anything', 'products: []\nlimits: { burst: 0 }', /^limits\.burst: /],
  ['a limit that isn’t there', 'products: []\nlimits: { perHour: 3 }', /^limits\.perHour: /],
  [
    'a name that would be left out in silence',
    'products: []\ninstances: [{ id: i, members: { __proto__: [a@acme.test] } }]',
    'instances[0].members.__proto__: __proto__ can’t be a name: choose another.',
  ],
  ['a missing id', 'products: [{ name: P }]', 'products[0].id: It is missing: write a text.'],
  [
    'an id twice',
    'products: [{ id: p }, { id: P }]',
    'products[1].id: There is another product “P” (“p”; ids are compared in any case)',
  ],
  [
    'an item twice',
    'instances: [{ id: i, items: [{ id: a, kind: asset }, { id: a, kind: tool }] }]',
    'instances[0].items[1].id: There is another item “a”',
  ],
  [
    'a default longer than the longest',
    'products: []\ndefaults: { duration: 60d }',
    'defaults.duration: 60d is longer than defaults.maxDuration (30d)',
  ],
  [
    'a rule whose duration is longer than its maximum',
    'products: []\napprovals: [{ duration: 3h, maxDuration: 2h }]',
    'approvals[0].duration: 3h is longer than its maxDuration (2h)',
  ],
  [
    'a rule whose duration is longer than the default maximum',
    'products: []\napprovals: [{ duration: 40d }]',
    'approvals[0].duration: 40d is longer than defaults.maxDuration',
  ],
  ['a duration out of range', 'products: []\ndefaults: { lapse: 53w }', 'defaults.lapse: “53w” is out of range'],
  [
    'a time zone that is none',
    'products: []\ndefaults: { timeZone: Europe/Berlni }',
    'defaults.timeZone: “Europe/Berlni” is not a time zone; did you mean “Europe/Berlin”?',
  ],
  [
    'an offset as a time zone',
    'products: []\ndefaults: { timeZone: "+01:00" }',
    'defaults.timeZone: “+01:00” is not a time zone; write the name of a region',
  ],
  [
    'always as a duration',
    'products: []\ndefaults: { duration: always }',
    'defaults.duration: Write a duration with an end here',
  ],
  [
    'a domain with an @',
    'products: []\npeople: { domains: ["@x.test"] }',
    'people.domains[0]: “@x.test” is not a domain',
  ],
  [
    'a platform that does not exist',
    'products: []\nchannels: { audit: { slak: C1 } }',
    'channels.audit.slak: “slak” is not a key here; did you mean “slack”?',
  ],
  [
    'a channel by its name',
    'products: []\nchannels: { audit: { slack: "#audit" } }',
    'channels.audit.slack: “#audit” is not a channel’s id',
  ],
  [
    'a channel id without quotes',
    'products: []\nchannels: { audit: { discord: 1100 } }',
    'channels.audit.discord: It must be a text: write it in quotes.',
  ],
  [
    'a custom group named like a built-in one',
    'instances: [{ id: i, groups: [{ name: operators }] }]',
    'instances[0].groups[0].name: “operators” is the built-in group Operator',
  ],
  [
    'two groups of one name',
    'instances: [{ id: i, groups: [{ name: Crew }, { name: CREW }] }]',
    'instances[0].groups[1].name: There is another group “CREW”',
  ],
  [
    'a built-in group as a member',
    'instances: [{ id: i, groups: [{ name: Crew, members: [Reader] }] }]',
    'instances[0].groups[0].members[0]: “Reader” is a built-in group, and those cannot be members of another group (R7)',
  ],
  [
    'a custom group in memberOf',
    'instances: [{ id: i, groups: [{ name: A }, { name: B, memberOf: [A] }] }]',
    'instances[0].groups[1].memberOf[0]: “A” is a custom group',
  ],
  [
    'a limit in memberOf',
    'instances: [{ id: i, groups: [{ name: A, memberOf: [deny user listing] }] }]',
    'instances[0].groups[0].memberOf[0]: Deny user listing takes a right away',
  ],
  [
    'a circle of groups',
    'instances: [{ id: i, groups: [{ name: A, members: [B] }, { name: B, members: [C] }, { name: C, members: [a] }] }]',
    'instances[0].groups[2].members[0]: A group cannot be a member of itself, not even by way of others: A → B → C → A.',
  ],
  ['a group in itself', 'instances: [{ id: i, groups: [{ name: A, members: [A] }] }]', 'A → A.'],
  [
    'one group under two spellings',
    'instances: [{ id: i, members: { Reader: [a@x.test], readers: [b@x.test] } }]',
    'instances[0].members.readers: “readers” and “Reader” are the same group',
  ],
  [
    'the default administrator of another instance as an approver',
    'instances: [{ id: i, defaultAdministrator: Root@x.test }]\napprovals: [{ stages: [{ of: [root@x.test] }] }]',
    'approvals[0].stages[0].of[0]: root@x.test is the default administrator of i',
  ],
  [
    'a rule for an unknown product',
    'products: [{ id: shop }]\napprovals: [{ match: { product: shp } }]',
    'approvals[0].match.product: There is no product “shp”; did you mean “shop”?',
  ],
  [
    'a rule for an unknown instance',
    `${instance}approvals: [{ match: { instance: mdn } }]`,
    'approvals[0].match.instance: There is no instance “mdn”; did you mean “mdm”?',
  ],
  [
    'a rule for an unknown item',
    `${instance}approvals: [{ match: { item: laptop } }]`,
    'approvals[0].match.item: There is no item “laptop”; it can be pc or pkg.',
  ],
  [
    'a rule for an item that bears no rights',
    `${instance}approvals: [{ match: { item: pkg } }]`,
    'approvals[0].match.item: “pkg” is a package, and item rights are for assets only',
  ],
  [
    'a rule for an unknown right',
    `${instance}approvals: [{ match: { right: wirte } }]`,
    'approvals[0].match.right: “wirte” is not possible here; did you mean “write”?',
  ],
  [
    'a rule for an unknown kind',
    `${instance}approvals: [{ match: { kind: rule } }]`,
    'approvals[0].match.kind: “rule” is not possible here; did you mean “role”?',
  ],
  [
    'keys that do not go together',
    `${instance}approvals: [{ match: { kind: console, role: Crew } }]`,
    'approvals[0].match: kind console and role do not go together',
  ],
  [
    'a rule that an earlier one hides',
    `${instance}approvals: [{ match: { kind: role } }, { match: { instance: MDM, role: readers } }]`,
    'approvals[1]: This rule never applies: approvals[0] matches everything that it matches',
  ],
  [
    'a rule behind a rule for everything',
    'products: []\napprovals: [{ match: {} }, { match: { kind: console } }]',
    'approvals[1]: This rule never applies',
  ],
  [
    'a misspelt rule',
    `${instance}approvals: [{ mach: { kind: role } }]`,
    'approvals[0].mach: “mach” is not a key here; did you mean “match”?',
  ],
  [
    'an unknown word as approvers',
    'products: []\napprovals: [{ stages: [{ of: autority }] }]',
    'approvals[0].stages[0].of: “autority” names nobody who could approve; did you mean “authority”?',
  ],
  ['one e-mail as approvers', 'products: []\napprovals: [{ stages: [{ of: a@x.test }] }]', 'write a list: [a@x.test].'],
  [
    'a wrong e-mail among the approvers',
    'products: []\napprovals: [{ stages: [{ of: [a@x.test, b], count: 2 }] }]',
    'approvals[0].stages[0].of[1]: “b” is not an e-mail address.',
  ],
  [
    'nobody to approve',
    'products: []\napprovals: [{ stages: [{ of: [] }] }]',
    'approvals[0].stages[0].of: Write authority, role:INSTANCE/ROLE, or a list of e-mails.',
  ],
  [
    'an unknown role as approvers',
    `${instance}approvals: [{ stages: [{ of: "role:mdm/Crw" }] }]`,
    'approvals[0].stages[0].of: “Crw” is neither a built-in group nor a custom group of mdm; did you mean “Crew”?',
  ],
  [
    'a role of an unknown instance as approvers',
    `${instance}approvals: [{ stages: [{ of: "role:mdn/Crew" }] }]`,
    'approvals[0].stages[0].of: There is no instance “mdn”',
  ],
  [
    'more approvals than people',
    'products: []\napprovals: [{ stages: [{ of: [a@x.test, A@x.test], count: 2 }] }]',
    'approvals[0].stages[0].count: 2 approvals are asked for, but 1 person is listed',
  ],
  [
    'one person in two stages',
    'products: []\napprovals: [{ stages: [{ of: [a@x.test] }, { of: [a@x.test] }] }]',
    'approvals[0].stages: These stages ask for 2 different people, but list only 1',
  ],
  [
    'a count of none',
    'products: []\napprovals: [{ stages: [{ of: authority, count: 0 }] }]',
    'approvals[0].stages[0].count: It must be 1 or more.',
  ],
  [
    'a count of one and a half',
    'products: []\napprovals: [{ stages: [{ of: authority, count: 1.5 }] }]',
    'approvals[0].stages[0].count: It must be a whole number, not “1.5”.',
  ],
  ['stages without any', 'products: []\napprovals: [{ stages: [] }]', 'approvals[0].stages: The list is empty'],
  [
    'yes instead of true',
    'instances: [{ id: i, items: [{ id: a, kind: tool, allowedForHelpDesk: Yes }] }]',
    'instances[0].items[0].allowedForHelpDesk: It must be true or false, not “Yes”.',
  ],
];
