import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { platforms } from '../../../src/chat/registry.ts';
import { loadCatalogue } from '../../../src/config/catalogue.ts';
import { everyEndpoint } from '../../../src/domain/webhook/callbacks.ts';
import { tokenDigest } from '../../../src/lib/bearer.ts';
import { startAll } from '../../../src/main.ts';
import type { Running } from '../../../src/main.ts';
import { builtInRoles, findRole } from '../../../src/policy/index.ts';
import { quiet, withDatabase } from '../../support/store.ts';
import { programsType } from '../../support/limits.ts';
import type { Seat } from './seat.ts';
import type { System } from './systems.ts';
import { systemSecret, systemToken } from './systems.ts';

/** Latchkey as it is started, on a database of its own, with one platform only, and with another system where one is given. */
export function startWith(seat: Seat, system: Pick<System, 'yaml'> | null = null, language = 'en'): Promise<Running> {
  const settings = platforms.find(({ name }) => name === seat.platform)?.read(seat.env).settings;
  if (!settings) throw new Error(`the variables of ${seat.platform} are wrong`);
  const loaded = loadCatalogue(configuration(seat, language) + (system?.yaml ?? ''), {
    names: builtInRoles,
    find: findRole,
  });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { catalogue } = loaded;
  return startAll(
    {
      catalogue,
      webhooks: everyEndpoint(catalogue).map((endpoint) => ({ endpoint, secrets: [systemSecret] })),
      clients: (catalogue.clients ?? []).map((client) => ({ client, digests: [tokenDigest(systemToken)] })),
      platforms: [settings],
      publicUrl: null,
      mongodbUri: withDatabase(inject('mongoUri'), `test_${randomUUID().replaceAll('-', '')}`),
      redisUrl: inject('redisUrl'),
      secrets: [new Uint8Array(32).fill(7)],
      port: 0,
      host: '127.0.0.1',
    },
    quiet,
  );
}

function configuration(seat: Seat, language: string): string {
  const { platform } = seat;
  const [ada, sven, otto, mia, bob] = (['ada', 'sven', 'otto', 'mia', 'bob'] as const).map((name) =>
    JSON.stringify(seat.written(name)),
  );
  const isDeclared = !seat.written('mia').includes('@');
  return `
latchkey: { administrators: [${ada}], auditors: [${otto}] }
${programsType}
people: { ${isDeclared ? `members: [${mia}, ${bob}], ` : ''}same: [[${bob}, ${otto}]] }
products:
  - { id: acme-prod, name: ACME production, administrators: [${ada}, ${sven}] }
instances:
  - { id: mdm-eu, members: { Administrator: [${ada}, ${sven}] }, items: [{ id: pc-12, kind: asset }] }
  - { id: mdm-us, members: { Administrator: [${ada}, ${otto}] } }
channels:
  language: ${language}
  approvals: { ${platform}: "${seat.channel('approvals')}" }
  audit: { ${platform}: "${seat.channel('audit')}" }
approvals:
  - { match: { kind: role, role: Administrator }, stages: [{ of: authority, count: 2 }], maxDuration: 8h }
`;
}
