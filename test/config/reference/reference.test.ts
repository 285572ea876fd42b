import { readFileSync } from 'node:fs';
import Ajv from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { described } from '../../../src/config/reference/described.ts';
import { configSchema, wordsOf } from '../../../src/config/reference/json-schema.ts';
import { bareSchema, keysOf } from '../../../src/config/reference/keys.ts';
import { configReference } from '../../support/write-config-reference.ts';

const docs = new URL('../../../docs/', import.meta.url);

describe('the reference of latchkey.yml', () => {
  const paths = keysOf(bareSchema()).map(({ path }) => path);

  it('describes every key', () => {
    expect(() => paths.forEach(wordsOf)).not.toThrow();
  });

  it('describes no key that there isn’t', () => {
    expect(Object.keys(described).filter((path) => !paths.includes(path))).toEqual([]);
  });

  it('is what the shape makes of it: npm run docs:config', async () => {
    const made = await configReference();
    expect(readFileSync(new URL('latchkey.schema.json', docs), 'utf8')).toBe(made.schema);
    expect(readFileSync(new URL('configuration.md', docs), 'utf8')).toBe(made.page);
  });

  it('takes the example that comes with Latchkey, and no key that it doesn’t know', () => {
    const takes = new Ajv.default({ strict: false, validateFormats: false }).compile(configSchema());
    const example = parse(readFileSync(new URL('../../../latchkey.yml', import.meta.url), 'utf8')) as object;
    expect(takes(example), JSON.stringify(takes.errors)).toBe(true);
    expect(takes({ ...example, productz: [] })).toBe(false);
    expect(takes({ products: [{ name: 'without an id' }] })).toBe(false);
  });
});
