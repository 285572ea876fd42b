import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Folders whose files hold no sentences: those that people read are in src/words. */
const folders = ['src/domain', 'src/policy'];

/** Texts that are no sentences of ours: names of the vendor's tables, and what is wrong with a stored document. */
const allowed: Readonly<Record<string, RegExp>> = {
  'src/policy/tables': /./,
  'src/policy/item-rights.ts': /^(Reader|Edit|Read) access to /,
  'src/policy/instance-policy.ts': /^Define permissions to other users accounts$/,
  'src/domain/entitlement.ts': /^Deny user listing$/,
  'src/domain/events': /^(is|does) not |^[^ ]* does not have /,
  'src/domain/listed-entries.ts': /^(the administrators of|a stage of approvals|the members of)/,
};

describe('the domain and the policy', () => {
  it('hold no sentences', () => {
    expect(folders.flatMap(filesIn).flatMap(sentencesIn)).toEqual([]);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** Texts of three words and more, those aside that only programmers read because they are thrown. */
function sentencesIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const known = Object.entries(allowed).find(([path]) => file.startsWith(path))?.[1];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) || ts.isImportDeclaration(node)) return;
    const text = textOf(node);
    if (text !== null && /\p{L}{2,} +\S+ +\p{L}{2,}/u.test(text) && known?.test(text) !== true)
      found.push(`${file}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
