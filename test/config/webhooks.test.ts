import { describe, expect, it } from 'vitest';
import { readNamedSecrets } from '../../src/config/named-secrets.ts';
import { isWanted } from '../../src/domain/webhook/wanted.ts';
import { secretFault } from '../../src/webhooks/config.ts';
import { load, problemsOf } from './loading.ts';

const things = `products: [{ id: acme-prod, administrators: [ada@acme.test] }]
instances: [{ id: mdm-eu, items: [{ id: pc-12, kind: asset }] }]
`;
const webhooks = (text: string) => `${things}webhooks: [${text}]\n`;
const url = 'url: "https://siem.acme.test/latchkey", secret: { env: SIEM_WEBHOOK_SECRET }';

function read(text: string) {
  const loaded = load(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.catalogue;
}

describe('endpoints of webhooks', () => {
  it('are read, with what they take as declared', () => {
    const { webhooks: endpoints } = read(
      webhooks(
        `{ id: siem, ${url} }, { id: lab, url: "http://10.0.0.7/in", secret: { env: LAB_SECRET }, events: [access.*, ACCESS.started], entitlements: ["console:ACME-prod", "role:MDM-eu/*", "role:mdm-eu/help desk"], network: private }`,
      ),
    );
    expect(endpoints).toEqual([
      {
        id: 'siem',
        url: 'https://siem.acme.test/latchkey',
        secretVariable: 'SIEM_WEBHOOK_SECRET',
        events: null,
        entitlements: null,
        network: 'public',
      },
      {
        id: 'lab',
        url: 'http://10.0.0.7/in',
        secretVariable: 'LAB_SECRET',
        events: ['access.*', 'access.started'],
        entitlements: ['console:acme-prod', 'role:mdm-eu/*', 'role:mdm-eu/Help desk'],
        network: 'private',
      },
    ]);
  });

  it('are no part of the configuration’s hash: no access depends on them', () => {
    expect(read(webhooks(`{ id: siem, ${url} }`)).hash).toBe(read(things).hash);
  });

  it.each([
    ['{ id: s, url: "https://siem.acme.test" }', 'webhooks[0].secret: It is missing'],
    ['{ id: s, url: "https://siem.acme.test", secret: whsec_abc }', 'webhooks[0].secret: It must be a mapping'],
    ['{ id: s, url: "siem.acme.test", secret: { env: S } }', 'webhooks[0].url: This is not a web address'],
    [
      '{ id: s, url: "http://siem.acme.test", secret: { env: S } }',
      'webhooks[0].url: The address must begin with https://',
    ],
    ['{ id: s, url: "https://me:pw@siem.acme.test", secret: { env: S } }', 'webhooks[0].url: The address holds a user'],
    ['{ id: s, url: "https://127.1/", secret: { env: S } }', 'needs network: private in latchkey.yml'],
    [
      '{ id: s, url: "http://169.254.169.254/", secret: { env: S }, network: private }',
      'webhooks[0].url: Nothing is sent to',
    ],
    [`{ id: s, ${url}, network: inside }`, 'webhooks[0].network: “inside” is not possible here'],
    [
      `{ id: s, ${url}, events: [access.startd] }`,
      'webhooks[0].events[0]: “access.startd” is not an event; did you mean “access.started”?',
    ],
    [
      `{ id: s, ${url}, events: [acces.*] }`,
      'webhooks[0].events[0]: “acces.*” is not an event; did you mean “access.*”?',
    ],
    [`{ id: s, ${url}, events: [] }`, 'webhooks[0].events: The list is empty'],
    [
      `{ id: s, ${url}, entitlements: ["console:acme-prd"] }`,
      'entitlements[0]: “console:acme-prd” is not an entitlement of this file; did you mean “console:acme-prod”?',
    ],
    [`{ id: s, ${url}, entitlements: ["role:mdm-us/*"] }`, 'did you mean “role:mdm-eu/*”?'],
    [`{ id: s, ${url}, entitlements: ["prod"] }`, 'a trailing * stands for every ending'],
    [
      `{ id: s, ${url}, event: [access.started] }`,
      'webhooks[0].event: “event” is not a key here; did you mean “events”?',
    ],
    [
      `{ id: s, ${url} }, { id: S, ${url} }`,
      'webhooks[1].id: There is another endpoint “S” (“s”; ids are compared in any case)',
    ],
  ])('%s is answered with what to write', (text, words) => {
    expect(problemsOf(webhooks(text)).join('\n')).toContain(words);
  });
});

describe('the secret of an endpoint', () => {
  const good = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
  const readSecret = (value: string) => readNamedSecrets({ S: value }, 'S', 'the endpoint siem', secretFault);

  it('is one, or several during rotation', () => {
    expect(readSecret(`${good} ${good}`)).toEqual({ ok: true, secrets: [good, good] });
  });

  it.each([
    ['', 'S is not set: the endpoint siem in latchkey.yml names it for a secret.'],
    ['correct-horse-battery-staple', 'S has to begin with whsec_'],
    [`${good} secret`, 'S has to begin with whsec_'],
    ['whsec_!!!', 'S has to begin with whsec_'],
    ['whsec_c2hvcnQ=', 'S has to hold 24 to 64 bytes'],
  ])('%s says what to do, and never what it holds', (value, words) => {
    const answer = readSecret(value);
    expect(answer).toMatchObject({ ok: false, problem: { sentence: expect.stringContaining(words) } });
    if (value !== '') expect(JSON.stringify(answer)).not.toContain(value);
  });
});

describe('what an endpoint is told', () => {
  const all = { events: null, entitlements: null };
  it.each([
    [all, 'access.started', ['console:acme-prod'], true],
    [all, 'access.refused', ['console:acme-prod'], false],
    [all, 'access.imported', ['console:acme-prod'], false],
    [{ ...all, events: ['access.*'] }, 'access.refused', ['console:acme-prod'], true],
    [{ ...all, events: ['*'] }, 'access.imported', [], true],
    [{ ...all, events: ['access.started'] }, 'access.revoked', ['console:acme-prod'], false],
    [{ ...all, entitlements: ['role:mdm-eu/*'] }, 'access.started', ['role:mdm-eu/Help desk'], true],
    [{ ...all, entitlements: ['role:mdm-eu/*'] }, 'access.started', ['role:mdm-eu2/Help desk'], false],
    [{ ...all, entitlements: ['console:acme'] }, 'access.started', ['console:acme-prod'], false],
    // What is about no entitlement.
    [{ ...all, entitlements: ['console:acme'] }, 'person.linked', [], false],
    [{ events: ['person.*'], entitlements: ['console:acme'] }, 'person.linked', [], true],
  ])('%j and %s about %j: %s', (endpoint, type, about, wanted) => {
    expect(isWanted(endpoint, type, about)).toBe(wanted);
  });
});
