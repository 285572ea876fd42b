import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Folders, and single files, that hold no sentences: those that people read are in src/words. */
const folders = [
  'src/domain',
  'src/policy',
  'src/services/cards',
  'src/services/access',
  'src/services/linking',
  'src/services/people',
  'src/services/identity',
  'src/services/roles',
  'src/services/notify',
  'workers',
  'src/chat/slack/outbound/sentences.ts',
  'src/chat/slack/inbound/form.ts',
  'src/chat/slack/people/profile.ts',
  'src/chat/discord/outbound/sentences.ts',
  'src/chat/discord/inbound/form.ts',
  'src/chat/discord/people/profile.ts',
  'src/chat/form-door.ts',
  'commands',
];

/** Texts that are no sentences of ours: names of the vendor's tables, and what is wrong with a stored document. */
const allowed: Readonly<Record<string, RegExp>> = {
  'src/policy/tables': /./,
  'src/policy/item-rights.ts': /^(Reader|Edit|Read) access to /,
  'src/policy/instance-policy.ts': /^Define permissions to other users accounts$/,
  'src/domain/entitlement.ts': /^Deny user listing$/,
  'src/domain/events': /^(is|does) not |^[^ ]* does not have /,
  // What the fields of a published JSON Schema mean.
  'src/domain/webhook': /./,
  // What is typed, in the grammar of CONTRACT.
  'commands/audit.ts': /^audit /,
  'commands/check.ts': /^(check|who role) /,
  'commands/decide.ts': /^(approve|…) (ID|\w{12})/,
  'commands/forms.ts': /^… (console|role|item) /,
  'commands/grant.ts': /^grant /,
  'commands/help.ts': /^\/access /,
  'commands/request.ts': /^request /,
  'commands/revoke.ts': /^revoke /,
  'commands/who.ts': /^who /,
  'src/chat/slack/outbound/sentences.ts': /^\/access request /,
  'commands/people.ts': /^people /,
  'src/domain/listed-entries.ts': /^(the administrators of|a stage of approvals|the members of)/,
};

describe('what decides and answers', () => {
  it('holds no sentences', () => {
    expect(folders.flatMap(filesIn).flatMap(sentencesIn)).toEqual([]);
  });
});

function filesIn(folder: string): readonly string[] {
  if (folder.endsWith('.ts')) return [folder];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : path.endsWith('.ts') ? [path] : [];
  });
}

/** Texts of three words and more, those aside that only operators and programmers read: what is logged or thrown. */
function sentencesIn(file: string): readonly string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const known = Object.entries(allowed).find(([path]) => file.startsWith(path))?.[1];
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) || ts.isImportDeclaration(node) || isLog(node)) return;
    const text = textOf(node);
    if (text !== null && /\p{L}{2,} +\S+ +\p{L}{2,}/u.test(text) && known?.test(text) !== true)
      found.push(`${file}: ${text}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `log.info(…)`: for operators. */
function isLog(node: ts.Node): boolean {
  return ts.isCallExpression(node) && /^log\b/.test(node.expression.getText());
}

function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}
