import type { Catalogue } from '../../src/domain/catalogue.ts';
import { testCatalogue } from '../../test/support/catalogue.ts';
import { createFakeChat } from '../../test/support/fake-chat.ts';

export interface OrganisationSize {
  /** How many people request; they are called sam0, sam1 … */
  readonly people: number;
  /** How many could approve: Ada, and adm1, adm2 …; 1 unless said. */
  readonly approvers?: number;
}

/** An organisation whose people may request as often as they like, and its chat. */
export function organisation({ people, approvers = 1 }: OrganisationSize, change: Partial<Catalogue> = {}) {
  const able = ['ada', ...Array.from({ length: approvers - 1 }, (_, n) => `adm${n + 1}`)];
  const names = Array.from({ length: people }, (_, n) => `sam${n}`);
  const chat = createFakeChat([...able, ...names].map((name) => ({ user: `U${name}`, email: `${name}@acme.test` })));
  const plain = testCatalogue();
  const members = able.map((name) => ({ role: 'Administrator', email: `${name}@acme.test` }));
  const often = 1_000_000;
  const catalogue: Catalogue = {
    ...plain,
    instances: plain.instances.map((one) => ({ ...one, members })),
    limits: { ...plain.limits, burst: often, perSecond: often },
    ...change,
  };
  return { names, chat, catalogue };
}
