import { describe, expect, it } from 'vitest';
import { setupWarnings } from '../../src/config/checks/setup.ts';
import { load } from './loading.ts';

function warningsOf(text: string): readonly string[] {
  const loaded = load(`latchkey: { administrators: [lena@acme.test] }\n${text}`);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ sentence }) => sentence).join(' '));
  return setupWarnings(loaded.catalogue);
}

describe('what config check warns of', () => {
  it('is nothing where everything has somebody who decides', () => {
    expect(warningsOf('products: [{ id: p, administrators: [ada@acme.test] }]')).toEqual([]);
    expect(warningsOf('instances: [{ id: i, members: { Administrator: [ada@acme.test] } }]')).toEqual([]);
    expect(
      warningsOf(`
instances:
  - id: i
    members: { Inner: [ada@acme.test] }
    groups:
      - { name: Inner, members: [] }
      - { name: Outer, members: [Inner], memberOf: [Administrator] }`),
    ).toEqual([]);
    expect(
      warningsOf(
        "products: [{ id: p }]\ninstances: [{ id: i }]\nauthority: [{ product: p, discord: '1' }, { instance: i, discord: '2' }]",
      ),
    ).toEqual([]);
  });

  it('is a file without Latchkey administrators', () => {
    const loaded = load('products: [{ id: p, administrators: [ada@acme.test] }]');
    expect(loaded.ok && setupWarnings(loaded.catalogue)).toEqual([
      'latchkey.administrators: Nobody is a Latchkey administrator, so nobody can settle links, changed e-mails and stuck requests. Name at least two people.',
    ]);
  });

  it('is a product or an instance about which nobody can decide', () => {
    expect(warningsOf('products: [{ id: p }]\ninstances: [{ id: i, members: { Reader: [ada@acme.test] } }]')).toEqual([
      'products[0]: Nobody administers “p”, so nobody can decide about its console. Name administrators, or a role under authority.',
      'instances[0]: Nobody is an Administrator of “i”, so nobody can decide about its roles and items. Name one under members, or a role under authority.',
    ]);
  });

  it('is one channel for both purposes', () => {
    const file = 'products: [{ id: p, administrators: [ada@acme.test] }]\n';
    expect(
      warningsOf(`${file}channels: { approvals: { slack: C1, discord: '2' }, audit: { slack: C1, discord: '3' } }`),
    ).toEqual([
      'channels: Approvals and the audit trail share the slack channel C1. Use two, so that a card that waits isn’t lost among audit messages.',
    ]);
  });
});
