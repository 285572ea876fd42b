import { beforeAll, expect, it } from 'vitest';
import { parseText } from '../../src/chat/slack/inbound/grammar.ts';
import { readAgain } from '../../src/domain/typed-again.ts';
import { plain } from '../../src/domain/message.ts';
import { openHouses } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'hugo', 'mia', 'bob', 'lena', 'otto']);
let house: OpenHouse['house'];
beforeAll(async () => {
  ({ house } = await open());
  // Hugo has it, so that he can give it back.
  await house.say('Uada', 'grant', {
    kind: 'console',
    product: 'acme-prod',
    who: [{ kind: 'email', email: 'hugo@acme.test' }],
  });
});

/** What a line behind `/access` is answered with at once: a short answer's words, of a longer one what a notification says. */
async function answerTo(line: string, user = 'Uhugo'): Promise<string> {
  const typed = parseText(line, 'T1');
  if (typed === null) return 'the form';
  const { message, pending } = await house.call(user, typed.command, typed.args, undefined, undefined, line);
  if (pending) return `carried out: ${message.summary.replace(/^Still working on |…$/g, '')}`.replace(anId, 'ID');
  const [first] = message.blocks;
  const isShort = message.title === undefined && first?.kind === 'text';
  const offered = message.tone === 'bad' ? (message.buttons ?? []).map(({ label }) => `[${label}]`) : [];
  return [isShort ? plain(first.text) : message.summary, ...offered].join(' ');
}

/** Characters in a line of a chat's window. */
const lineLength = 100;

const anId = /[0-9a-z]{12}(?= back)/;

const visible = (line: string): string =>
  line.replace(/\u200b|\u200d|\ufeff/g, (char) => `\\u${char.charCodeAt(0).toString(16)}`);

/** Lines as people type them, at least three of each kind; those that name a person are Ada's. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  'a command that is misspelt': [
    'reqest console acme-prod for 2h',
    'aprove 3f7k2m9qx4tb',
    'mien',
    'pendng',
    'hlep',
    'whi 3f7k2m9qx4tb',
    'frobnicate everything',
    'please let me in',
  ],
  'other words for a command': [
    'give back acme-prod',
    'give back console acme-prod',
    'give back',
    'Give back role Help desk on mdm-eu',
    'reject 000000000000',
    'withdraw',
  ],
  'the name first, without its kind': [
    'request acme-prod',
    'request ACME production for 1h',
    'request Reader on mdm-eu for 2h because inventory',
    'request Reader',
    'request write on mdm-eu/pc-12',
    'request acme-prd',
    'request Reeder on mdm-eu',
    'who acme-prod',
  ],
  'a name that is misspelt': [
    'request console acme-prd for 4h',
    'request konsole acme-prod',
    'request role Help dsk on mdm-eu',
    'request role Reader on mdm-ue',
    'request item wirte on mdm-eu/pc-12',
    'request item write on mdm-eu/pc-21',
    'request console something-else',
    'audit on console acme-pord',
  ],
  'a role where a permission is asked for, and the other way round': [
    'check me "Help desk" on mdm-eu',
    'check me administrator',
    'check me Report builder on mdm-eu',
    'check me "Create asets" on mdm-eu',
  ],
  'marks at the end': ['mine!', 'pending?', 'request console acme-prod.', 'who console acme-prod?'],
  'what nobody sees': ['mi\u200bne', 'request\u200b console acme-prod\ufeff', 'request role \u200dReader on mdm-eu'],
  'how far back': ['audit last week', 'audit about me last day', 'audit last 2 weeks'],
  'a duration without for': [
    'request console acme-prod 2 hours',
    'request console acme-prod 90 min',
    'request console acme-prod until tomorrow',
  ],
  'a duration in words, or none': [
    'request console acme-prod for two hours',
    'request console acme-prod for 1 hour 30 minutes',
    'request console acme-prod for lnog',
  ],
};
const lines = Object.values(kinds).flat();
const ofAda: readonly string[] = [
  'remove console acme-prod from hugo@acme.test',
  'add console acme-prod to mia@acme.test',
  'give acme-prod to mia@acme.test for 2h',
  'grant acme-prd to mia@acme.test',
];

it('is answered in at most two lines, with the corrected command where one is near', async () => {
  const answers: string[] = [];
  for (const line of lines) answers.push(`${visible(line)} → ${await answerTo(line)}`);
  for (const line of ofAda) answers.push(`${line} → ${await answerTo(line, 'Uada')}`);
  expect(lines.length + ofAda.length).toBeGreaterThanOrEqual(40);
  for (const [kind, its] of Object.entries(kinds)) expect(its.length, kind).toBeGreaterThanOrEqual(3);
  for (const answer of answers) {
    const [, said = ''] = answer.split(' → ');
    expect(said.split('\n').length, answer).toBeLessThanOrEqual(2);
    expect(said.length, answer).toBeLessThanOrEqual(2 * lineLength);
  }
  expect(answers).toMatchInlineSnapshot(`
    [
      "reqest console acme-prod for 2h → There’s no command called “reqest”. Did you mean “request”? [request console acme-prod for 2h]",
      "aprove 3f7k2m9qx4tb → There’s no command called “aprove”. Did you mean “approve”? [approve 3f7k2m9qx4tb]",
      "mien → There’s no command called “mien”. Did you mean “mine”? [mine]",
      "pendng → There’s no command called “pendng”. Did you mean “pending”? [pending]",
      "hlep → There’s no command called “hlep”. Did you mean “help”? [help]",
      "whi 3f7k2m9qx4tb → There’s no command called “whi”. Did you mean “who” or “why”? [who 3f7k2m9qx4tb] [why 3f7k2m9qx4tb]",
      "frobnicate everything → There’s no command called “frobnicate”. /access help lists them all.",
      "please let me in → There’s no command called “please”. /access help lists them all.",
      "give back acme-prod → carried out: giving the access back",
      "give back console acme-prod → carried out: giving the access back",
      "give back → You have 2 accesses",
      "Give back role Help desk on mdm-eu → carried out: giving the access back",
      "reject 000000000000 → carried out: denying the request",
      "withdraw → You have no pending requests.",
      "request acme-prod → carried out: your request for console access to acme-prod",
      "request ACME production for 1h → carried out: your request for console access to acme-prod",
      "request Reader on mdm-eu for 2h because inventory → carried out: your request for the role Reader on mdm-eu",
      "request Reader → carried out: your request for the role Reader on mdm-eu",
      "request write on mdm-eu/pc-12 → carried out: your request for write on mdm-eu/pc-12",
      "request acme-prd → I don’t know what “acme-prd” is. Did you mean “console acme-prod”? [request console acme-prod]",
      "request Reeder on mdm-eu → I don’t know what “Reeder” is. Did you mean “role Reader”? [request role Reader on mdm-eu]",
      "who acme-prod → 2 have console access to ACME production",
      "request console acme-prd for 4h → There’s no product called “acme-prd”. Did you mean “acme-prod”? [request console acme-prod for 4h]",
      "request konsole acme-prod → There’s no kind of access called “konsole”. Did you mean “console”? [request console acme-prod]",
      "request role Help dsk on mdm-eu → There’s no role called “Help dsk”. Did you mean “Help desk”? [request role Help desk on mdm-eu]",
      "request role Reader on mdm-ue → There’s no instance called “mdm-ue”. Did you mean “mdm-eu”? [request role Reader on mdm-eu]",
      "request item wirte on mdm-eu/pc-12 → There’s no item right called “wirte”. Did you mean “write”? [request item write on mdm-eu/pc-12]",
      "request item write on mdm-eu/pc-21 → There’s no item of mdm-eu called “pc-21”. Did you mean “pc-12”? [request item write on mdm-eu/pc-12]",
      "request console something-else → There’s no product called “something-else”. Choose one of acme-prod.",
      "audit on console acme-pord → There’s no product called “acme-pord”. Did you mean “acme-prod”? [audit on console acme-prod]",
      "check me "Help desk" on mdm-eu → “Help desk” is a role, not a permission. [who role Help desk on mdm-eu]",
      "check me administrator → “Administrator” is a role, not a permission. [who role Administrator on mdm-eu]",
      "check me Report builder on mdm-eu → “Report builder” is a role, not a permission. [who role Report builder on mdm-eu]",
      "check me "Create asets" on mdm-eu → There’s no permission called “Create asets”. Did you mean “Create assets”? [check me "Create assets" on mdm-eu]",
      "mine! → You have 2 accesses",
      "pending? → Nothing needs your approval, and you have no pending requests.",
      "request console acme-prod. → carried out: your request for console access to acme-prod",
      "who console acme-prod? → 2 have console access to ACME production",
      "mi\\u200bne → You have 2 accesses",
      "request\\u200b console acme-prod\\ufeff → carried out: your request for console access to acme-prod",
      "request role \\u200dReader on mdm-eu → carried out: your request for the role Reader on mdm-eu",
      "audit last week → 7 audit entries",
      "audit about me last day → 6 audit entries",
      "audit last 2 weeks → 7 audit entries",
      "request console acme-prod 2 hours → carried out: your request for console access to acme-prod",
      "request console acme-prod 90 min → carried out: your request for console access to acme-prod",
      "request console acme-prod until tomorrow → carried out: your request for console access to acme-prod",
      "request console acme-prod for two hours → carried out: your request for console access to acme-prod",
      "request console acme-prod for 1 hour 30 minutes → carried out: your request for console access to acme-prod",
      "request console acme-prod for lnog → “lnog” isn’t a duration. Type a duration from 1m to 52w, such as 30m, 8h, 1h 30m, 5 days or 2w, a time such as “until 18:00” or “until tomorrow”, or always.",
      "remove console acme-prod from hugo@acme.test → Revoke console access to acme-prod from hugo@acme.test?",
      "add console acme-prod to mia@acme.test → carried out: granting console access to acme-prod",
      "give acme-prod to mia@acme.test for 2h → carried out: granting console access to acme-prod",
      "grant acme-prd to mia@acme.test → I don’t know what “acme-prd” is. Did you mean “console acme-prod”? [grant console acme-prod to mia@acme.test]",
    ]
  `);
});

/** Presses what is offered, and everything that follows. */
async function pressed(line: string, user: string): Promise<string> {
  const typed = parseText(line, 'T1');
  const { message } = await house.call(user, typed?.command ?? '', typed?.args ?? {}, undefined, undefined, line);
  const button = message.buttons?.[0];
  const again = button && readAgain(button);
  const meant = again && 'line' in again ? parseText(again.line, 'T1') : again;
  if (!meant) throw new Error('Nothing is offered');
  return house.say(user, meant.command, meant.args);
}

it('carries out for the same account what is offered', async () => {
  expect(await pressed('reqest console acme-prod for 2h because of an invoice', 'Ubob')).toMatch(
    /^You asked for console access to acme-prod for 2 hours/,
  );
  expect(await pressed('grant acme-prd to lena@acme.test', 'Uada')).toMatch(/^You granted .* lena@acme.test/);
  expect(await pressed('check me administrator', 'Uada')).toContain('the role Administrator on Devices');
});

it('offers the same where there are fields instead of a line', async () => {
  const { message } = await house.call('Uotto', 'request', { kind: 'console', product: 'acme-prd', duration: '3h' });
  expect(message.buttons?.map(({ label }) => label)).toEqual(['Use “acme-prod”']);
  const [button] = message.buttons ?? [];
  expect(button && readAgain(button)).toEqual({
    command: 'request',
    args: { kind: 'console', product: 'acme-prod', duration: '3h' },
  });
});

it.each([
  [{ duration: 'lnog' }, 'duration'],
  [{ reason: 'x'.repeat(1_001) }, 'reason'],
] as const)('says which field of a form %o is wrong in', async (wrong, field) => {
  const outcome = await house.call('Uotto', 'request', { kind: 'console', product: 'acme-prod', ...wrong });
  expect(outcome).toMatchObject({ ok: false, field });
});
