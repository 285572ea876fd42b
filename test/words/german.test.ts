import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { de } from '../../src/words/de/index.ts';
import { en } from '../../src/words/en/index.ts';

/** Words that German text doesn't have, but for those that are typed, and names of others (in quotes, or allowed below). */
const english = new RegExp(
  `\\b(?:the|is|are|were|you|your|this|that|it|of|to|for|with|has|have|can|cannot|be|by|not|no|on|at|its|who|what|when|why|how|or|and|from|they|their|them|there|until|again|access|request|requests|approve|approved|deny|denied|ended|needs|nobody|nothing|nobody|someone|please)\\b`,
  'iu',
);

/** What is typed, and names of the vendor's tables and of others. */
const foreign: readonly RegExp[] = [
  /"[^"]*"/gu,
  /„[^“]*“/gu,
  /\/access[ a-z…A-Z]*/gu,
  /\blatchkey (?:audit|doctor|webhooks|who|revoke)[a-z ]*/gu,
  /\buntil (?:18:00|tomorrow)/gu,
  /\b(?:binding_token|expires_at|people\.\w+|client\.actor|callback\.endpoint|users:read\.email|drift: restore)\b/gu,
  /\bHelp desk\b/gu,
  /\b410 Gone\b/gu,
  /\bno-read\b/gu,
  /^Befehle werden auf Englisch eingegeben\. WHO/gu,
];

/** The same in both languages: names, icons, and what only joins. */
const same: readonly string[] = [
  'Status',
  'Code',
  'Agent',
  'Audit',
  'Audit …: ……',
  'system',
  'closed',
  'console:',
  'discord:\u200b',
];

describe('German', () => {
  it('has the areas of English, in a folder with the same files', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en));
    const files = readdirSync('src/words/de').filter((file) => file !== 'verbs.ts');
    expect(files).toEqual(readdirSync('src/words/en'));
  });

  it('says none of the texts that English says', () => {
    const inEnglish = new Set(textsOf('en').map(({ text }) => text.trim()));
    const left = textsOf('de').filter(
      ({ text }) => inEnglish.has(text.trim()) && /\p{L}{3}/u.test(plainOf(text)) && !same.includes(text.trim()),
    );
    expect(left).toEqual([]);
  });

  it('holds no English words, but for what is typed', () => {
    expect(textsOf('de').filter(({ text }) => english.test(plainOf(text)))).toEqual([]);
  });
});

/** Without what is typed or named. */
function plainOf(text: string): string {
  return foreign.reduce((rest, known) => rest.replace(known, ''), text);
}

/** Every literal of a language that somebody reads: neither the names of codes and events, nor imports and types. */
function textsOf(language: 'de' | 'en'): readonly { readonly file: string; readonly text: string }[] {
  return readdirSync(`src/words/${language}`).flatMap((file) => {
    const path = `src/words/${language}/${file}`;
    const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
      if (ts.isCaseClause(node)) return node.statements.forEach(visit);
      if (ts.isBinaryExpression(node) && node.operatorToken.kind !== ts.SyntaxKind.QuestionQuestionToken) return;
      if (ts.isPropertyAssignment(node)) return isCode(node.name) ? undefined : visit(node.initializer);
      if (ts.isStringLiteralLike(node)) found.push(node.text);
      else if (ts.isTemplateExpression(node)) {
        found.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found.map((text) => ({ file, text }));
  });
}

/** `{ code: … }` is typed; `kind`, `name` and `tone` are never shown. */
function isCode(name: ts.PropertyName): boolean {
  return ['code', 'kind', 'name', 'tone', 'type', 'style'].includes(name.getText());
}
