import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { webhookCodecs } from '../../src/domain/webhook/codecs.ts';
import { publicSchema } from '../../src/domain/webhook/json-schema.ts';

/** `npm run docs:events`: a JSON Schema for each type of event that is delivered, from its codec, into docs/events. */
const folder = new URL('../../docs/events/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (name.endsWith('.schema.json')) rmSync(new URL(name, folder));
for (const [type, codec] of webhookCodecs) {
  const text = await format(JSON.stringify(publicSchema(codec)), { parser: 'json', printWidth: 120 });
  writeFileSync(new URL(`${type}.schema.json`, folder), text);
}
