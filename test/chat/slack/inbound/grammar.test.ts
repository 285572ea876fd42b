import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseText } from '../../../../src/chat/slack/inbound/grammar.ts';

const parse = (text: string) => parseText(text, 'T1');
const grace = { kind: 'account', account: { platform: 'slack', workspace: 'T1', user: 'U123' }, shown: '@grace' };

describe('the grammar of /access', () => {
  const cases: readonly [string, string, object][] = [
    ['request console acme-prod', 'request', { kind: 'console', product: 'acme-prod' }],
    [
      'request console acme-prod for 2h because the audit is due',
      'request',
      { kind: 'console', product: 'acme-prod', duration: '2h', reason: 'the audit is due' },
    ],
    [
      'REQUEST Console ACME-prod FOR 2H BECAUSE The Audit',
      'request',
      { kind: 'console', product: 'ACME-prod', duration: '2H', reason: 'The Audit' },
    ],
    [
      'request role Help desk on mdm-eu for 2 h, because “x” is broken',
      'request',
      { kind: 'role', role: 'Help desk', instance: 'mdm-eu', duration: '2 h', reason: '“x” is broken' },
    ],
    ['request role “Help desk” on "mdm-eu"', 'request', { kind: 'role', role: 'Help desk', instance: 'mdm-eu' }],
    [
      'request item recovery-key on mdm-eu/pc-12 for 30m',
      'request',
      { kind: 'item', right: 'recovery-key', instance: 'mdm-eu', item: 'pc-12', duration: '30m' },
    ],
    ['request item write on mdm-eu', 'request', { kind: 'item', right: 'write', instance: 'mdm-eu' }],
    ['request role:mdm-eu/Help desk', 'request', { kind: 'role', instance: 'mdm-eu', role: 'Help desk' }],
    [
      'request item:mdm-eu/pc-12/write for 1d',
      'request',
      { kind: 'item', instance: 'mdm-eu', item: 'pc-12', right: 'write', duration: '1d' },
    ],
    ['request konsole acme', 'request', { kind: 'konsole', extra: 'acme' }],
    ['request', 'request', {}],
    ['request console', 'request', { kind: 'console' }],
    ['request console acme for', 'request', { kind: 'console', product: 'acme', extra: 'for' }],
    [
      'request console acme for 1h for 2h',
      'request',
      { kind: 'console', product: 'acme', duration: '1h', extra: 'for 2h' },
    ],
    [
      'grant console acme-prod to <@U123|grace> for always',
      'grant',
      { kind: 'console', product: 'acme-prod', who: [grace], duration: 'always' },
    ],
    [
      'grant console acme-prod to <@U123|grace>, <mailto:fay@acme.test|fay@acme.test>,me and <!subteam^S1|@crew> <!channel>',
      'grant',
      {
        kind: 'console',
        product: 'acme-prod',
        who: [
          grace,
          { kind: 'email', email: 'fay@acme.test' },
          { kind: 'me' },
          { kind: 'group', shown: '@crew' },
          { kind: 'group', shown: '@channel' },
        ],
      },
    ],
    [
      'grant console acme to nobody',
      'grant',
      { kind: 'console', product: 'acme', who: [{ kind: 'unknown', text: 'nobody' }] },
    ],
    [
      'revoke role Editor on mdm-eu from "<@U123|grace>" because &lt;left&gt; &amp; gone, ask <@U123|grace> or <!channel>',
      'revoke',
      {
        kind: 'role',
        role: 'Editor',
        instance: 'mdm-eu',
        who: [grace],
        reason: '<left> & gone, ask @grace or @channel',
      },
    ],
    [
      'request console <http://acme.prod|acme.prod> because see <https://x.test/a|the page>',
      'request',
      { kind: 'console', product: 'acme.prod', reason: 'see the page' },
    ],
    ['approve A1b2 because fine', 'approve', { id: 'A1b2', reason: 'fine' }],
    ['approve A1b2 for 30m because short', 'approve', { id: 'A1b2', duration: '30m', reason: 'short' }],
    ['approve A1b2 two hours', 'approve', { id: 'A1b2', duration: 'two hours' }],
    ['approve A1b2 until 18:00', 'approve', { id: 'A1b2', duration: 'until 18:00' }],
    ['approve A1b2 please', 'approve', { id: 'A1b2', extra: 'please' }],
    ['request console acme-prod 2h', 'request', { kind: 'console', product: 'acme-prod', duration: '2h' }],
    ['request console acme-prod always', 'request', { kind: 'console', product: 'acme-prod', duration: 'always' }],
    ['request console 2h', 'request', { kind: 'console', duration: '2h' }],
    ['request console "2h"', 'request', { kind: 'console', product: '2h' }],
    [
      'request role Help desk on mdm-eu 1h 30m because x',
      'request',
      { kind: 'role', role: 'Help desk', instance: 'mdm-eu', duration: '1h 30m', reason: 'x' },
    ],
    [
      'request role Help desk two hours on mdm-eu',
      'request',
      { kind: 'role', role: 'Help desk', instance: 'mdm-eu', duration: 'two hours' },
    ],
    [
      'request console acme-prod until 2026-12-24 18:00 because x',
      'request',
      { kind: 'console', product: 'acme-prod', duration: 'until 2026-12-24 18:00', reason: 'x' },
    ],
    [
      'grant console acme-prod for until tomorrow to <@U123|grace>',
      'grant',
      { kind: 'console', product: 'acme-prod', duration: 'until tomorrow', who: [grace] },
    ],
    [
      'grant console acme-prod to <@U123|grace> 3 days',
      'grant',
      { kind: 'console', product: 'acme-prod', duration: '3 days', who: [grace] },
    ],
    [
      'request console acme-prod for 2h until 18:00',
      'request',
      { kind: 'console', product: 'acme-prod', duration: 'until 18:00', extra: '2h' },
    ],
    ['revoke console acme-prod from <@U123|grace>', 'revoke', { kind: 'console', product: 'acme-prod', who: [grace] }],
    ['Deny A1b2', 'deny', { id: 'A1b2' }],
    ['cancel', 'cancel', {}],
    ['cancel A1 now', 'cancel', { id: 'A1', extra: 'now' }],
    [
      'check <@U123|grace> "Distribute installation packages" on mdm-eu/pkg-7',
      'check',
      { who: grace, permission: 'Distribute installation packages', on: 'mdm-eu/pkg-7' },
    ],
    ['check me add users on acme-prod', 'check', { who: { kind: 'me' }, permission: 'add users', on: 'acme-prod' }],
    ['check me console', 'check', { who: { kind: 'me' }, permission: 'console' }],
    ['who console acme-prod', 'who', { kind: 'console', product: 'acme-prod' }],
    ['who role Help desk on mdm-eu', 'who', { kind: 'role', role: 'Help desk', instance: 'mdm-eu' }],
    ['who item read on mdm-eu/pc-12', 'who', { kind: 'item', right: 'read', instance: 'mdm-eu', item: 'pc-12' }],
    ['who Grace@Acme.test', 'who', { who: { kind: 'email', email: 'Grace@Acme.test' } }],
    ['who', 'who', {}],
    ['mine', 'mine', {}],
    ['pending please', 'pending', { extra: 'please' }],
    ['why A1/2', 'why', { id: 'A1/2' }],
    [
      'audit about <@U123|grace> on role Help desk on mdm-eu last 7d',
      'audit',
      { about: grace, entitlement: 'role Help desk on mdm-eu', last: '7d' },
    ],
    ['audit on console:acme-prod', 'audit', { entitlement: 'console:acme-prod' }],
    ['audit on acme-prod last 2 w', 'audit', { entitlement: 'acme-prod', last: '2 w' }],
    ['people', 'people', {}],
    [
      'people hand over <@U123|grace> to fay@acme.test',
      'people',
      { from: grace, to: { kind: 'email', email: 'fay@acme.test' } },
    ],
    ['people hand over <@U123>', 'people', { from: { ...grace, shown: '@U123' }, extra: 'hand over' }],
    ['people hand', 'people', { extra: 'hand' }],
    [
      'people vouch <@U123|grace> for <mailto:fay@acme.test|fay@acme.test>',
      'people',
      { vouch: grace, email: 'fay@acme.test' },
    ],
    [
      'people vouch discord:300 for fay@acme.test please',
      'people',
      { vouch: { kind: 'unknown', text: 'discord:300' }, email: 'fay@acme.test', extra: 'please' },
    ],
    ['people vouch', 'people', { extra: 'vouch' }],
    ['help Request', 'help', { topic: 'request' }],
    ['reqest console x', 'help', { unknown: 'reqest' }],
    ['<@U123|grace>', 'help', { unknown: '@grace' }],
    ['constructor', 'help', { unknown: 'constructor' }],
  ];
  it.each(cases)('reads “%s”', (text, command, args) => {
    expect(parse(text)).toEqual({ command, args });
  });

  const mia = { kind: 'email', email: 'mia@acme.test' };
  it.each([
    ['"mia@acme.test"', mia],
    ["'mia@acme.test'", mia],
    ['“mia@acme.test”', mia],
    ['„<mailto:mia@acme.test|mia@acme.test>“', mia],
    ['«mia@acme.test»', mia],
    ['(<mailto:mia@acme.test|mia@acme.test>)', mia],
    ['[mia@acme.test]', mia],
    ['“(mia@acme.test)”.', mia],
    ['<mailto:mia@acme.test|mia@acme.test>.', mia],
    ['mia@acme.test!?', mia],
    ['mailto:mia@acme.test', mia],
    ['&lt;<mailto:mia@acme.test|mia@acme.test>&gt;', mia],
    ['<mailto:mia@acme.test?subject=access|Mia>', mia],
    ['( mia@acme.test )', mia],
    ["o'mia@acme.test", { kind: 'email', email: "o'mia@acme.test" }],
    ['(me)', { kind: 'me' }],
    ['“@everyone”', { kind: 'group', shown: '@everyone' }],
    ['(slack:t1/u123)', { kind: 'account', account: grace.account, shown: 'slack:t1/u123' }],
    ['[mia@acme.test](mailto:mia@acme.test)', { kind: 'unknown', text: 'mia@acme.test](mailto:mia@acme.test' }],
    ['(nonsense)', { kind: 'unknown', text: 'nonsense' }],
  ])('takes off what wraps somebody in writing: %s', (typed, who) => {
    expect(parseText(`grant console acme to ${typed}`, 'T1')?.args['who']).toEqual([who]);
    if (!typed.includes(' ')) expect(parseText(`check ${typed} console`, 'T1')?.args['who']).toEqual(who);
  });

  it('reads no text as the form', () => {
    expect(parse('  \u00a0 ')).toBeNull();
  });

  it('keeps a quoted keyword as a word', () => {
    expect(parse('request console "because of" because so')).toEqual({
      command: 'request',
      args: { kind: 'console', product: 'because of', reason: 'so' },
    });
  });

  it('takes the quotes off a wholly quoted reason, and off nothing else', () => {
    expect(parse('deny A1 because "not now"')?.args).toEqual({ id: 'A1', reason: 'not now' });
    expect(parse('deny A1 because ‘not’ for ‘now’')?.args).toEqual({ id: 'A1', reason: '‘not’ for ‘now’' });
    expect(parse("deny A1 because it's Grace's")?.args).toEqual({ id: 'A1', reason: "it's Grace's" });
  });

  it('reads an opening quote that nothing closes as a slip', () => {
    expect(parse('request console "acme-prod for 2h')?.args).toEqual({
      kind: 'console',
      product: 'acme-prod',
      duration: '2h',
    });
  });
});

describe('properties of the grammar', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        'request',
        'grant',
        'check',
        'audit',
        'who',
        'because',
        'on',
        'to',
        'for',
        '"',
        '“',
        "'",
        '<',
        '>',
        '<@U1|x>',
      ],
      ...['<!channel>', '<!subteam^S1', '|', '/', ',', '&lt;', '<mailto:a@b|a@b>', 'role:', ' ', '\n'],
    ),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );
  const soup = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(' ').slice(0, 10_000));

  it('never throws, and hands on strings and people only', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary', maxLength: 10_000 })), (text) => {
        const typed = parse(text);
        expect(typed === null).toBe(text.trim() === '');
        for (const value of Object.values(typed?.args ?? {})) {
          expect(['string', 'object']).toContain(typeof value);
          expect(value).not.toBe('');
        }
      }),
    );
  });

  it('stays fast for the worst of quotes', () => {
    const started = performance.now();
    for (const bad of ['“ ', "'a ", '<', '"', '<a|', '<@', ', ']) parse(`request ${bad.repeat(10_000 / bad.length)}`);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  const word = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/)
    .filter((text) => !/^(on|to|from|for|because|and|me|about|last)$/i.test(text));
  const phrase = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const quotes = fc.constantFrom(['', ''], ['"', '"'], ['“', '”'], ['„', '“'], ["'", "'"], ['‘', '’']);
  const cased = (text: string, upper: boolean) => (upper ? text.toUpperCase() : text);

  it('does not care for quotes, nor for the case of its keywords', () => {
    fc.assert(
      fc.property(
        phrase,
        word,
        phrase,
        quotes,
        quotes,
        fc.boolean(),
        (role, instance, reason, [a, z], [b, y], upper) => {
          const typed = parse(
            `${cased('grant', upper)} ${cased('role', upper)} ${a}${role}${z} ${cased('on', upper)} ${b}${instance}${y} ` +
              `${cased('to', upper)} ${a}fay@acme.test${z} ${cased('for', upper)} ${b}2h${y} ${cased('because', upper)} ${reason}`,
          );
          expect(typed).toEqual({
            command: 'grant',
            args: {
              kind: 'role',
              role,
              instance,
              who: [{ kind: 'email', email: 'fay@acme.test' }],
              duration: '2h',
              reason,
            },
          });
        },
      ),
    );
  });
});
