/** The import rules of the house: inward only (docs/adr/0001). */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(src|commands|workers|sandbox)/', pathNot: ['^src/lib/', ...[allowed].flat()] },
});
const adapter = (folder) =>
  only(
    `adapter-${folder.replace('/', '-')}`,
    `^src/${folder}/`,
    [
      `^src/${folder}/`,
      '^src/domain/',
      '^src/ports/',
      ...(folder.startsWith('chat/')
        ? ['^src/words/', '^src/chat/(confirm|form-door|locales|pace|retry-away|still-working)\\.ts$']
        : []),
    ],
    'An adapter knows the domain, the ports, its own folder and its own SDK.',
  );
const owns = (sdk, folder) => ({
  name: `only-${folder.replace('/', '-')}-knows-${sdk.replace(/[^a-z]/g, '')}`,
  severity: 'error',
  from: { path: '^(src|commands|workers)/', pathNot: `^src/${folder}/` },
  to: { path: `^node_modules/${sdk.endsWith('/') ? sdk : `${sdk}(/|$)`}` },
});
/** Pure parts import nothing but each other: no Node built-ins, no packages that do I/O. */
const pure = (folder, packages) => ({
  name: `pure-${folder}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { pathNot: ['^src/', ...packages.map((p) => `^node_modules/${p}/`)] },
});

/** Rooms of one layer, the lowest first: a room imports itself and the rooms before it, never one after it. */
const rooms = (layer, names) =>
  names.slice(0, -1).map((name, at) => ({
    name: `rooms-${layer.replaceAll('/', '-')}-${name}`,
    comment: `${layer}: a room knows only the rooms before it (docs/architecture.md)`,
    severity: 'error',
    from: { path: `^src/${layer}/${name}/` },
    to: { path: `^src/${layer}/(${names.slice(at + 1).join('|')})/` },
  }));

module.exports = {
  forbidden: [
    ...rooms('services', [
      'audit',
      'identity',
      'notify',
      'authority',
      'roles',
      'access',
      'cards',
      'linking',
      'people',
      'catalogue',
      'decisions',
      'inbound',
      'requests',
      'webhooks',
      'effects',
    ]),
    ...rooms('store', [
      'records',
      'mongo',
      'seals',
      'people',
      'audit',
      'access',
      'linking',
      'notify',
      'roles',
      'catalogue',
      'inbound',
      'requests',
      'webhooks',
    ]),
    ...rooms('chat/slack', ['connect', 'people', 'outbound', 'inbound']),
    ...rooms('chat/discord', ['connect', 'people', 'outbound', 'inbound']),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('lib', '^src/lib/', [], 'lib is about nothing of ours: it imports nothing'),
    only('domain', '^src/domain/', ['^src/domain/'], 'domain imports itself'),
    only('policy', '^src/policy/', ['^src/policy/', '^src/domain/'], 'policy imports domain'),
    only('ports', '^src/ports/', ['^src/ports/', '^src/domain/', '^src/policy/'], 'ports are types'),
    only(
      'words',
      '^src/words/',
      ['^src/(words|domain|policy)/'],
      'words turn codes into sentences, and decide nothing',
    ),
    only(
      'services',
      '^src/services/',
      ['^src/(services|domain|policy|ports|words)/'],
      'services import the pure parts, ports and words',
    ),
    only('commands', '^commands/', ['^commands/', '^src/(services|domain|ports|words)/'], 'commands are chat-neutral'),
    only('workers', '^workers/', ['^workers/', '^src/(services|domain|ports|words)/'], 'workers are chat-neutral'),
    only(
      'config',
      '^src/config/',
      ['^src/config/', '^src/domain/', '^src/chat/(registry|platform)\\.ts$', '^src/.*/config\\.ts$'],
      'config reads, nothing else does',
    ),
    ...['chat/slack', 'chat/discord', 'store', 'queue', 'webhooks', 'http', 'observe'].map(adapter),
    {
      name: 'only-words-knows-languages',
      comment: 'What is said is in the language of the call: words, not one language (docs/adr/0024)',
      severity: 'error',
      from: { path: '^(src|commands|workers)/', pathNot: '^src/words/' },
      to: { path: '^src/words/[a-z]{2}/' },
    },
    {
      name: 'only-cli-imports-main',
      severity: 'error',
      from: { path: '^(src|commands|workers)/', pathNot: '^src/cli/' },
      to: { path: '^src/main\\.ts$' },
    },
    {
      name: 'src-knows-no-sandbox',
      severity: 'error',
      from: { path: '^(src|commands|workers)/' },
      to: { path: '^sandbox/' },
    },
    {
      name: 'sandbox-knows-no-src',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(src|commands|workers)/' },
    },
    pure('domain', ['zod']),
    pure('policy', []),
    pure('words', []),
    owns('mongoose', 'store'),
    owns('bullmq', 'queue'),
    owns('ioredis', 'queue'),
    owns('@slack/', 'chat/slack'),
    owns('discord.js', 'chat/discord'),
    owns('@discordjs/', 'chat/discord'),
    owns('pino', 'observe'),
    owns('prom-client', 'observe'),
    owns('hono', 'http'),
    owns('@hono/', 'http'),
    owns('raw-body', 'http'),
    owns('undici', 'webhooks'),
    owns('ipaddr.js', 'webhooks'),
    owns('standardwebhooks', 'webhooks'),
    owns('jose', 'decisions'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
