import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descriptions } from '../../../../commands/index.ts';
import { parseText } from '../../../../src/chat/slack/inbound/grammar.ts';
import { commandJson, nativeOptions, writtenName } from '../../../../src/chat/discord/connect/description.ts';
import type { CommandData, GivenOption } from '../../../../src/chat/discord/inbound/interaction.ts';
import { readCommand, readPeople, readQuestion } from '../../../../src/chat/discord/inbound/parse.ts';
import { sameCommand } from '../../../../src/chat/discord/connect/own-command.ts';
import type { Form, Option } from '../../../../src/domain/command-description.ts';

const listed = descriptions.filter(({ hidden, forms }) => hidden !== true && forms.length > 0);
const forms = listed.flatMap(({ name, forms: all }) => all.map((form) => ({ command: name, form })));

const account = (user: string) => ({ platform: 'discord', workspace: '', user });

/** A slash command as Discord delivers it. */
function data(command: string, form: string | null, options: readonly GivenOption[], resolved = {}): CommandData {
  const sub = { type: 1, name: form ?? command, options: [...options] };
  const tree = form === null ? sub : { type: 2, name: command, options: [sub] };
  return { name: 'access', type: 1, options: [tree], resolved };
}

const word = fc
  .stringMatching(/^[a-z][a-z0-9-]{2,12}$/)
  .filter((text) => !/^(on|to|from|for|last|about|because|console|role|item|and|me)$/.test(text));
const email = word.map((name) => `${name}@acme.test`);
/** The texts given for a form's options, by name: people as written. */
const filled = (form: Form) =>
  fc.record(
    Object.fromEntries(
      form.options.map((option) => [
        option.name,
        option.choices
          ? fc.constantFrom(...option.choices)
          : option.kind === 'people'
            ? fc.array(email, { minLength: 1, maxLength: 3 }).map((all) => all.join(' '))
            : option.kind === 'person'
              ? fc.oneof(email, fc.constant('me'))
              : word,
      ]),
    ),
  );

const given = (option: Option, text: string): GivenOption =>
  option.kind === 'text'
    ? { type: 3, name: option.name, value: text }
    : { type: 3, name: writtenName(option), value: text };

/** The same as a typed line: the grammar's words in capitals filled in. Null: it has words that no option fills. */
function lineOf({ usage, options }: Form, texts: Readonly<Record<string, string>>): string | null {
  // One word that is told apart by its look: two options here.
  if (/[A-Z]\|[A-Z]/.test(usage)) return null;
  const one = (...names: string[]) => names.map((name) => texts[name]).find((text) => text !== undefined) ?? '';
  const words: Readonly<Record<string, string>> = {
    'WHO…': one('who'),
    WHO: one('who', 'about'),
    '"PERMISSION"': `"${one('permission')}"`,
    PRODUCT: one('product'),
    INSTANCE: one('instance'),
    ITEM: one('item'),
    ROLE: one('role'),
    DURATION: one('duration', 'last'),
    REASON: one('reason'),
    ID: one('id'),
    ACCOUNT: one('account'),
    COMMAND: one('topic'),
    ENTITLEMENT: one('entitlement'),
  };
  const chosen = options.find(({ choices }) => choices);
  const line = usage
    .replace(/("[^"]*"|\S)+\|\S.*?(?= on |$)/, () => `"${one(chosen?.name ?? '')}"`)
    .replace(/[[\]]/g, '')
    .replace(/"PERMISSION"|WHO…|[A-Z]{2,}/g, (name) => words[name] ?? name);
  return /[A-Z]{2,}/.test(line) ? null : line;
}

/** Of a request for a role: CONTRACT's grammar has no words for it. */
const onlyAField = 'permission';

describe('a slash command', () => {
  it('takes what a role is needed for, which no typed line says', () => {
    const options = [
      { type: 3, name: 'instance', value: 'mdm-eu' },
      { type: 3, name: 'role', value: 'Editor' },
      { type: 3, name: onlyAField, value: 'Create assets' },
    ];
    const args = { kind: 'role', instance: 'mdm-eu', role: 'Editor', permission: 'Create assets' };
    expect(readCommand(data('request', 'role', options), descriptions)).toMatchObject({ command: 'request', args });
  });

  it('gives every command what the same typed line gives it', () => {
    const compared = new Set<string>();
    for (const { command, form } of forms) {
      fc.assert(
        fc.property(filled(form), (texts) => {
          const line = lineOf(form, texts);
          const typed = line === null ? null : parseText(line, 'T1');
          if (typed?.command !== command) return;
          compared.add(command);
          const typable = form.options.filter(({ name }) => !(command === 'request' && name === onlyAField));
          const options = typable.map((option) => given(option, texts[option.name] ?? ''));
          const { on, ...rest } = typed.args as { readonly on?: string };
          const read = readCommand(data(command, form.name, options), descriptions);
          const { product, instance, item, ...others } = read.args as Record<string, string | undefined>;
          // Checks take a place typed as one word, or its parts.
          const place = item === undefined ? (product ?? instance) : `${instance ?? ''}/${item}`;
          expect(read.command).toBe(command);
          if (on === undefined) expect(read.args).toEqual(rest);
          else expect({ place, ...others }).toEqual({ place: on, ...rest });
        }),
        { numRuns: 25 },
      );
    }
    expect([...compared]).toEqual(
      expect.arrayContaining([
        'request',
        'grant',
        'revoke',
        'approve',
        'deny',
        'cancel',
        'check',
        'who',
        'why',
        'audit',
        'help',
      ]),
    );
  });

  it.each(forms)('$command $form.name leaves out what was not given', ({ command, form }) => {
    expect(readCommand(data(command, form.name, []), descriptions)).toEqual({ command, args: form.args });
  });

  it('takes people by Discord’s picker, and a role in order to refuse it (C6)', () => {
    const resolved = {
      users: { '42': { id: '42', username: 'ada', global_name: 'Ada' }, '43': { id: '43', username: 'bob' } },
      members: { '42': { nick: 'Countess' } },
      roles: { '44': { name: 'Help desk' } },
    };
    const grant = (id: string, more?: string) =>
      readCommand(
        data(
          'grant',
          'console',
          [
            { type: 3, name: 'product', value: ' acme-prod ' },
            { type: 9, name: 'who', value: id },
            ...(more ? [{ type: 3, name: 'more', value: more }] : []),
          ],
          resolved,
        ),
        descriptions,
      ).args;
    expect(grant('42')).toEqual({
      kind: 'console',
      product: 'acme-prod',
      who: [{ kind: 'account', account: account('42'), shown: '@Countess' }],
    });
    expect(grant('43')['who']).toEqual([{ kind: 'account', account: account('43'), shown: '@bob' }]);
    expect(grant('44', 'me')['who']).toEqual([{ kind: 'group', shown: '@Help desk' }, { kind: 'me' }]);
  });

  it('understands people as written', () => {
    expect(
      readPeople('<@42>, <@!43> and <@&44>; @everyone ada@acme.test Me discord:45 123456789012345678 nonsense'),
    ).toEqual([
      { kind: 'account', account: account('42'), shown: 'discord:42' },
      { kind: 'account', account: account('43'), shown: 'discord:43' },
      { kind: 'group', shown: '@role' },
      { kind: 'group', shown: '@everyone' },
      { kind: 'email', email: 'ada@acme.test' },
      { kind: 'me' },
      { kind: 'account', account: account('45'), shown: 'discord:45' },
      { kind: 'account', account: account('123456789012345678'), shown: 'discord:123456789012345678' },
      { kind: 'unknown', text: 'nonsense' },
    ]);
  });

  const mia = { kind: 'email', email: 'mia@acme.test' };
  it.each([
    ['"mia@acme.test"', mia],
    ["'mia@acme.test'", mia],
    ['“mia@acme.test”', mia],
    ['„mia@acme.test“', mia],
    ['«mia@acme.test»', mia],
    ['(mia@acme.test)', mia],
    ['[mia@acme.test]', mia],
    ['“(mia@acme.test)”.', mia],
    ['mia@acme.test.', mia],
    ['mia@acme.test:', mia],
    ['mia@acme.test!?', mia],
    ['mailto:mia@acme.test', mia],
    ['<mia@acme.test>', mia],
    ['<mailto:mia@acme.test>', mia],
    ['<mailto:mia@acme.test|mia@acme.test>', mia],
    ['(<mailto:mia@acme.test?subject=access|Mia>).', mia],
    ['“ mia@acme.test ”', mia],
    ["o'mia@acme.test", { kind: 'email', email: "o'mia@acme.test" }],
    ['“me”', { kind: 'me' }],
    ['(<@42>).', { kind: 'account', account: account('42'), shown: 'discord:42' }],
    ['"discord:42"', { kind: 'account', account: account('42'), shown: 'discord:42' }],
    ['(<@&44>)', { kind: 'group', shown: '@role' }],
    ['“@everyone”', { kind: 'group', shown: '@everyone' }],
    ['[mia@acme.test](mailto:mia@acme.test)', { kind: 'unknown', text: 'mia@acme.test](mailto:mia@acme.test' }],
    ['“nonsense”', { kind: 'unknown', text: 'nonsense' }],
  ])('takes off what wraps somebody in writing: %s', (typed, who) => {
    expect(readPeople(typed)).toEqual([who]);
  });

  it('takes off what wraps several', () => {
    expect(readPeople('"mia@acme.test, fay@acme.test" and (me)')).toEqual([
      mia,
      { kind: 'email', email: 'fay@acme.test' },
      { kind: 'me' },
    ]);
    expect(readPeople('“ ” ?')).toEqual([]);
  });

  it('is not guessed where somebody is named twice', () => {
    const options = [
      { type: 9, name: 'who', value: '42' },
      { type: 3, name: 'email', value: 'me' },
    ];
    expect(readCommand(data('who', 'person', options), descriptions).args).toMatchObject({
      who: { kind: 'account' },
      extra: 'me',
    });
  });

  it('becomes a question while it is typed, with what the other options hold', () => {
    const options = [
      { type: 3, name: 'instance', value: 'mdm-eu' },
      { type: 3, name: 'role', value: 'hel', focused: true },
    ];
    expect(readQuestion(data('request', 'role', options))).toEqual({
      command: 'request',
      form: 'role',
      option: 'role',
      typed: 'hel',
      filled: { instance: 'mdm-eu' },
    });
    expect(readQuestion(data('why', null, []))).toBeNull();
  });
});

describe('the slash command that Discord is told', () => {
  const json = commandJson(descriptions);

  it('has a group or a subcommand for every command that is listed, and the form', () => {
    const names = json.options.map(({ name }) => name);
    expect(names).toEqual([...listed.map(({ name }) => name), 'form']);
    expect(names).not.toContain('revoke-confirmed');
  });

  it('asks for people by mention, and takes what is written beside it', () => {
    const grant = json.options.find(({ name }) => name === 'grant');
    const options = grant?.options?.find(({ name }) => name === 'console')?.options ?? [];
    expect(options.map(({ name, type, required = false }) => [name, type, required])).toEqual([
      ['product', 3, true],
      ['who', 9, false],
      ['more', 3, false],
      ['duration', 3, false],
      ['reason', 3, false],
    ]);
    expect(options.find(({ name }) => name === 'product')).toMatchObject({ autocomplete: true });
    expect(options.find(({ name }) => name === 'reason')).toMatchObject({ max_length: 1_000 });
  });

  it('has no two options of one name, and required ones first', () => {
    for (const { form } of forms) {
      const names = form.options.flatMap(nativeOptions).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeLessThanOrEqual(25);
    }
  });

  it('is told again only when something changed', () => {
    const filledIn = {
      ...json,
      id: '1',
      version: '2',
      default_member_permissions: null,
      nsfw: false,
      options: json.options.map((one) => ({ ...one, name_localizations: null, required: false })),
    };
    expect(sameCommand(filledIn, json)).toBe(true);
    expect(sameCommand({ ...filledIn, description: 'Another one' }, json)).toBe(false);
    expect(sameCommand({ ...filledIn, options: filledIn.options.slice(1) }, json)).toBe(false);
  });
});
