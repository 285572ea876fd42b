import { describe, expect, it } from 'vitest';
import { load, problemsOf } from './loading.ts';

const products = 'products: [{ id: acme-prod, administrators: [ada@acme.test] }]\n';
const inbound = (text: string) => `${products}inbound: [${text}]\n`;

describe('hooks of other systems', () => {
  it('are read, with names as declared, and leave the configuration’s hash as it is', () => {
    const loaded = load(
      inbound(
        '{ id: hr, secret: { env: HR_SECRET }, products: [ACME-prod], may: [facts, request], owners: [Petra@acme.test] }',
      ),
    );
    const plain = load(products);
    if (!loaded.ok || !plain.ok) throw new Error(JSON.stringify(loaded));
    expect(loaded.catalogue.inbound).toEqual([
      {
        id: 'hr',
        secretVariable: 'HR_SECRET',
        products: ['acme-prod'],
        instances: [],
        may: ['facts', 'request'],
        owners: ['petra@acme.test'],
      },
    ]);
    expect(loaded.catalogue.hash).toBe(plain.catalogue.hash);
    expect(plain.catalogue.inbound).toBeUndefined();
  });

  it.each([
    ['{ id: hr, secret: whsec_x, products: [acme-prod], may: [facts] }', 'inbound[0].secret'],
    [
      '{ id: hr, secret: { env: hr }, products: [acme-prod], may: [facts] }',
      'is not the name of an environment variable',
    ],
    [
      '{ id: hr, secret: { env: S }, products: [acme-prd], may: [facts] }',
      'inbound[0].products[0]: There is no product “acme-prd”; did you mean “acme-prod”?',
    ],
    [
      '{ id: hr, secret: { env: S }, instances: [mdm-eu], may: [facts] }',
      'inbound[0].instances[0]: There is no instance “mdm-eu”',
    ],
    [
      '{ id: hr, secret: { env: S }, may: [facts] }',
      'List the products or instances that this hook may report or ask about',
    ],
    [
      '{ id: hr, secret: { env: S }, products: [acme-prod], may: [fact] }',
      'inbound[0].may[0]: “fact” is not possible here; did you mean “facts”?',
    ],
    ['{ id: hr, secret: { env: S }, products: [acme-prod], may: [] }', 'inbound[0].may'],
    [
      '{ id: hr, secret: { env: S }, products: [acme-prod], may: [request] }',
      'inbound[0].owners: A hook that may request needs owners',
    ],
    ['{ id: hr, secret: { env: S }, products: [acme-prod], may: [facts], owners: [petra] }', 'inbound[0].owners[0]'],
    [
      '{ id: hr, secret: { env: S }, products: [acme-prod], may: [facts] }, { id: HR, secret: { env: T }, products: [acme-prod], may: [facts] }',
      'inbound[1].id: There is another hook “HR” (“hr”; ids are compared in any case)',
    ],
    ['{ id: hr, secret: { env: S }, products: [acme-prod], may: [facts], url: x }', 'inbound[0].url'],
  ])('%s is answered with what to write', (text, words) => {
    expect(problemsOf(inbound(text)).join('\n')).toContain(words);
  });
});
