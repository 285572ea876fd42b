import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { webhookCodecs } from '../../../src/domain/webhook/codecs.ts';
import { publicSchema } from '../../../src/domain/webhook/json-schema.ts';

const folder = new URL('../../../docs/events/', import.meta.url);

describe('docs/events', () => {
  it('has a JSON Schema for each type that is delivered, and no other', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.schema.json'));
    expect(files.sort()).toEqual([...webhookCodecs.keys()].map((type) => `${type}.schema.json`).sort());
  });

  it.each([...webhookCodecs])('has a current one for %s (npm run docs:events writes them)', (type, codec) => {
    const written = JSON.parse(readFileSync(new URL(`${type}.schema.json`, folder), 'utf8')) as unknown;
    expect(written).toEqual(publicSchema(codec));
  });
});
