import { expect, it } from 'vitest';
import { secretChecks } from '../../../src/cli/doctor/secrets.ts';
import { testCatalogue } from '../../support/catalogue.ts';

const secret = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
const network = 'public' as const;
const system = { products: ['acme-prod'], instances: [], owners: ['petra@acme.test'] };
const catalogue = testCatalogue({
  webhooks: [
    { id: 'siem', url: 'https://siem.acme.test/', secretVariable: 'SIEM', events: null, entitlements: null, network },
  ],
  inbound: [{ ...system, id: 'hr', secretVariable: 'HR', may: ['facts'] }],
  clients: [
    {
      ...system,
      id: 'gateway',
      tokenVariable: 'GATEWAY',
      may: ['request'],
      callbacks: [{ url: 'https://gateway.acme.test/tasks', secretVariable: 'CALLBACK', network }],
    },
  ],
});
const whole = { SIEM: secret, HR: `${secret} ${secret}`, GATEWAY: 'a'.repeat(32), CALLBACK: secret };

it('doctor says that the secrets of all systems can be used', () => {
  expect(secretChecks({ env: whole }, catalogue)).toEqual([
    { name: 'secrets', ok: true, sentence: expect.any(String) },
  ]);
});

it('doctor names each secret that is missing or can’t sign, and never what it holds', () => {
  const env = { ...whole, SIEM: 'whsec_short', HR: '', CALLBACK: 'not-a-secret-of-webhooks', GATEWAY: 'short' };
  const found = secretChecks({ env }, catalogue);
  expect(found.map(({ name, ok }) => [name, ok])).toEqual(Array(4).fill(['secrets', false]));
  const text = found.map(({ sentence }) => sentence).join('\n');
  for (const variable of ['SIEM', 'HR', 'CALLBACK', 'GATEWAY']) expect(text).toContain(variable);
  expect(text).not.toContain('whsec_short');
  expect(text).not.toContain('not-a-secret-of-webhooks');
});

it('doctor says nothing of secrets where no other system is named, or the file can’t be read', () => {
  expect(secretChecks({ env: {} }, testCatalogue())).toEqual([]);
  expect(secretChecks({ env: {} }, null)).toEqual([]);
});
