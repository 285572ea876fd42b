import { readCode } from '../../../domain/link-code.ts';
import { isEntitlement, readEntitlement } from './grammar/entitlement.ts';
import { takeLength } from './grammar/length.ts';
import type { WithLength } from './grammar/length.ts';
import { people, whoOf } from './grammar/people.ts';
import { compact, isWord, join, split, withoutInvisible, withoutMarks } from './grammar/words.ts';
import type { Args } from './grammar/words.ts';
import type { Token } from './tokens.ts';
import { tokenize } from './tokens.ts';

/** A command and its arguments as typed: strings are not checked against anything; a missing part is absent. */
export interface Typed {
  readonly command: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type Reader = (tokens: readonly Token[], workspace: string) => Args;

/** Typed as two words. */
const giveBack = 'give-back';

/** The commands of CONTRACT's grammar; `true`: what follows `because` is a reason. */
const readers: Readonly<Record<string, { readonly because: boolean; readonly read: Reader }>> = {
  request: { because: true, read: readGiving },
  grant: { because: true, read: readGiving },
  revoke: { because: true, read: readRevoke },
  approve: { because: true, read: readApprove },
  deny: { because: true, read: readId },
  cancel: { because: true, read: readId },
  check: { because: false, read: readCheck },
  who: { because: false, read: readWho },
  home: { because: false, read: readNothing },
  mine: { because: false, read: readNothing },
  pending: { because: false, read: readNothing },
  why: { because: false, read: readId },
  audit: { because: false, read: readAudit },
  people: { because: false, read: readPeople },
  link: { because: false, read: readLink },
  unlink: { because: false, read: readUnlink },
  help: { because: false, read: readHelp },
  [giveBack]: { because: true, read: readGiveBack },
};

/** Words that people use instead, and that mean one command only. */
const synonyms: Readonly<Record<string, string>> = {
  add: 'grant',
  give: 'grant',
  remove: 'revoke',
  ask: 'request',
  accept: 'approve',
  reject: 'deny',
  decline: 'deny',
  withdraw: 'cancel',
};

/** Reads the text behind `/access`, as escaped by Slack; null when there is none. Throws for no text. */
export function parseText(text: string, workspace: string): Typed | null {
  const trimmed = withoutInvisible(text).trim();
  if (trimmed === '') return null;
  const { command, length } = commandIn(trimmed, workspace);
  const known = Object.hasOwn(readers, command) ? readers[command] : undefined;
  if (!known || (command === giveBack && length < 2)) return { command: 'help', args: { unknown: command || trimmed } };
  const { tokens, reason } = tokenize(trimmed, workspace, known.because);
  const args = known.read(tokens.slice(length), workspace);
  if (reason) args['reason'] = reason;
  return { command, args };
}

/** The command that a line begins with, and how many words name it; a word that is none stays as it was typed. */
function commandIn(text: string, workspace: string): { readonly command: string; readonly length: number } {
  const [first, second] = tokenize(/^\S+(?:\s+\S+)?/.exec(text)?.[0] ?? '', workspace, false).tokens;
  const typed = withoutMarks(first?.text ?? '');
  const word = typed.toLowerCase();
  if (word === 'give' && second && isWord({ ...second, text: withoutMarks(second.text) }, 'back')) {
    return { command: giveBack, length: 2 };
  }
  if (Object.hasOwn(readers, word)) return { command: word, length: 1 };
  return { command: Object.hasOwn(synonyms, word) ? (synonyms[word] ?? typed) : typed, length: 1 };
}

function readGiving(tokens: readonly Token[], workspace: string): Args {
  return readAccess(takeLength(tokens, ['on', 'to', 'from']), workspace);
}

/** Nothing is taken away for a time. */
function readRevoke(tokens: readonly Token[], workspace: string): Args {
  return readAccess({ rest: tokens }, workspace);
}

function readAccess({ rest, length }: WithLength, workspace: string): Args {
  const { main, parts, extra } = split(rest, ['on', 'to', 'from', 'for']);
  const entitlement = readEntitlement(main, parts['on'] ?? []);
  const who = [...(parts['to'] ?? []), ...(parts['from'] ?? [])];
  // Said twice, neither counts.
  const twice = length === undefined ? [] : (parts['for'] ?? []);
  return compact({
    ...entitlement.fields,
    who: who.length > 0 ? people(who, workspace) : undefined,
    duration: length ?? join(parts['for']),
    extra: join([...entitlement.extra, ...extra, ...twice]),
  });
}

/** `ID`, with how long it is approved for where that is less than was requested. */
function readApprove(tokens: readonly Token[]): Args {
  const { rest, length } = takeLength(tokens, []);
  const { main, parts, extra } = split(rest, ['for']);
  const twice = length === undefined ? [] : (parts['for'] ?? []);
  return compact({
    id: join(main.slice(0, 1)),
    duration: length ?? join(parts['for']),
    extra: join([...main.slice(1), ...extra, ...twice]),
  });
}

function readId(tokens: readonly Token[]): Args {
  return compact({ id: join(tokens.slice(0, 1)), extra: join(tokens.slice(1)) });
}

/** An ID, or what is given back: `console PRODUCT`, `role ROLE on INSTANCE` …. */
function readGiveBack(tokens: readonly Token[], workspace: string): Args {
  const id = join(tokens);
  return id !== undefined && /^[0-9a-z]{12}$/i.test(id) ? { id } : readAccess({ rest: tokens }, workspace);
}

/** A code is told from an account by its letters; in doubt it is a code. */
function readLink(tokens: readonly Token[]): Args {
  const text = join(tokens) ?? '';
  return readCode(text) === null ? readUnlink(tokens) : { code: text };
}

function readUnlink(tokens: readonly Token[]): Args {
  return compact({ account: join(tokens) });
}

function readNothing(tokens: readonly Token[]): Args {
  return compact({ extra: join(tokens) });
}

/** `hand over WHO to WHO`, `vouch WHO for EMAIL`, or nothing. */
function readPeople(tokens: readonly Token[], workspace: string): Args {
  const [first, second] = tokens;
  if (first && isWord(first, 'vouch')) {
    const { main, parts, extra } = split(tokens.slice(1), ['for']);
    const [who, ...more] = main;
    const [email, ...rest] = parts['for'] ?? [];
    return compact({
      vouch: who && whoOf(who, workspace),
      email: email?.who?.kind === 'email' ? email.who.email : email?.text,
      extra: join([...more, ...rest, ...extra]) ?? (who ? undefined : 'vouch'),
    });
  }
  if (!first || !second || !isWord(first, 'hand') || !isWord(second, 'over')) return readNothing(tokens);
  const { main, parts, extra } = split(tokens.slice(2), ['to']);
  const [from, ...more] = main;
  const [to, ...rest] = parts['to'] ?? [];
  return compact({
    from: from && whoOf(from, workspace),
    to: to && whoOf(to, workspace),
    extra: join([...more, ...rest, ...extra]) ?? (from && to ? undefined : 'hand over'),
  });
}

function readHelp(tokens: readonly Token[]): Args {
  return compact({ topic: join(tokens.slice(0, 1))?.toLowerCase(), extra: join(tokens.slice(1)) });
}

/** `WHO PERMISSION on WHERE`: the last `on` counts, WHERE stays as typed. */
function readCheck(tokens: readonly Token[], workspace: string): Args {
  const at = tokens.findLastIndex((token, index) => isWord(token, 'on') && index < tokens.length - 1);
  const [who, ...permission] = at < 0 ? tokens : tokens.slice(0, at);
  return compact({
    who: who && whoOf(who, workspace),
    permission: join(permission),
    on: at < 0 ? undefined : join(tokens.slice(at + 1)),
  });
}

function readWho(tokens: readonly Token[], workspace: string): Args {
  const [first] = tokens;
  if (!first) return {};
  if (isEntitlement(first)) {
    const { main, parts, extra } = split(tokens, ['on']);
    const entitlement = readEntitlement(main, parts['on'] ?? []);
    return compact({ ...entitlement.fields, extra: join([...entitlement.extra, ...extra]) });
  }
  return compact({ who: whoOf(first, workspace), extra: join(tokens.slice(1)) });
}

/** ENTITLEMENT stays as typed, with the `on` inside it. */
function readAudit(tokens: readonly Token[], workspace: string): Args {
  const { main, parts, extra } = split(tokens, ['about', 'on', 'last'], 'on');
  const [about, ...more] = parts['about'] ?? [];
  return compact({
    about: about && whoOf(about, workspace),
    entitlement: join(parts['on']),
    last: join(parts['last']),
    extra: join([...main, ...more, ...extra]),
  });
}
