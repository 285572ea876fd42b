import { bareSchema, keysOf } from './keys.ts';
import type { SchemaNode } from './keys.ts';
import { wordsOf } from './json-schema.ts';

/** The reference of latchkey.yml as a Markdown table: a row for each key that holds something. */
export function configTable(): string {
  const rows = keysOf(bareSchema())
    .filter(({ path }) => !path.endsWith('.*'))
    .map(({ path, node, isRequired }) => {
      const { what, default: otherwise, example } = wordsOf(path);
      const choices = choicesOf(node);
      const sentence = [
        what,
        ...(choices === null ? [] : [`One of ${choices}.`]),
        ...(example === undefined ? [] : [`Example: \`${example}\``]),
      ].join(' ');
      const shown = isRequired ? '**required**' : otherwise === undefined ? '' : codeOf(otherwise);
      return `| \`${path}\` | ${shown} | ${sentence.replaceAll('|', '\\|')} |`;
    });
  return ['| key | default | what |', '| --- | --- | --- |', ...rows].join('\n');
}

/** A value is code; a sentence with blanks isn't. */
function codeOf(text: string): string {
  return text.includes(' ') || text.includes('`') ? text : `\`${text}\``;
}

function choicesOf({ enum: values, items }: SchemaNode): string | null {
  const given = values ?? items?.enum;
  return given === undefined ? null : given.map((value) => `\`${String(value)}\``).join(', ');
}
