import { readFileSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { configSchema } from '../../src/config/reference/json-schema.ts';
import { configTable } from '../../src/config/reference/table.ts';

const docs = new URL('../../docs/', import.meta.url);
const page = new URL('configuration.md', docs);
export const marks = { begin: '<!-- keys: npm run docs:config -->', end: '<!-- /keys -->' };

/** docs/latchkey.schema.json and docs/configuration.md as they should be. */
export async function configReference(): Promise<{ readonly schema: string; readonly page: string }> {
  const written = readFileSync(page, 'utf8');
  const [before, rest] = written.split(marks.begin);
  const after = rest?.split(marks.end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/configuration.md lacks ${marks.begin} or ${marks.end}`);
  const formatted = async (text: string, file: string) =>
    format(text, { ...(await resolveConfig(new URL(file, docs))), filepath: file });
  return {
    schema: await formatted(JSON.stringify(configSchema()), 'latchkey.schema.json'),
    page: await formatted(`${before}${marks.begin}\n\n${configTable()}\n\n${marks.end}${after}`, 'configuration.md'),
  };
}

/** `npm run docs:config`: the reference of latchkey.yml and its JSON Schema, from the shape that reads the file. */
if (process.argv[1] === new URL(import.meta.url).pathname) {
  const made = await configReference();
  writeFileSync(new URL('latchkey.schema.json', docs), made.schema);
  writeFileSync(page, made.page);
}
