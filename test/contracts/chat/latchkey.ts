import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { platforms } from '../../../src/chat/registry.ts';
import { loadCatalogue } from '../../../src/config/catalogue.ts';
import { startAll } from '../../../src/main.ts';
import type { Running } from '../../../src/main.ts';
import { builtInRoles, findRole } from '../../../src/policy/index.ts';
import { quiet, withDatabase } from '../../support/store.ts';
import { programsType } from '../../support/limits.ts';
import type { Seat } from './seat.ts';

/** Latchkey as it is started, on a database of its own, with one platform only. */
export function startWith(seat: Seat): Promise<Running> {
  const settings = platforms.find(({ name }) => name === seat.platform)?.read(seat.env).settings;
  if (!settings) throw new Error(`the variables of ${seat.platform} are wrong`);
  const loaded = loadCatalogue(configuration(seat), { names: builtInRoles, find: findRole });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return startAll(
    {
      catalogue: loaded.catalogue,
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

function configuration(seat: Seat): string {
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
  approvals: { ${platform}: "${seat.channel('approvals')}" }
  audit: { ${platform}: "${seat.channel('audit')}" }
approvals:
  - { match: { kind: role, role: Administrator }, stages: [{ of: authority, count: 2 }], maxDuration: 8h }
`;
}
