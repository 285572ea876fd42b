import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { load } from '../config/loading.ts';

const text = readFileSync(new URL('../../latchkey.yml', import.meta.url), 'utf8');

interface Example {
  products: { id: string; administrators: string[] }[];
  instances: { id: string; members: Record<string, string[]> }[];
}

describe('the example configuration', () => {
  it('is one that Latchkey takes, without a problem and without a warning', () => {
    const loaded = load(text);
    expect(loaded.ok ? [] : loaded.problems).toEqual([]);
    expect(loaded.warnings).toEqual([]);
  });

  it('has people enough to decide about everything, also about one of the deciders', () => {
    const { products, instances } = parse(text) as Example;
    for (const product of products) expect(new Set(product.administrators).size).toBeGreaterThanOrEqual(2);
    for (const { members } of instances) expect(new Set(members['Administrator']).size).toBeGreaterThanOrEqual(3);
  });
});
