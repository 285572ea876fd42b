import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { worldFrom } from '../../sandbox/world.ts';

const example = readFileSync(new URL('../../latchkey.yml', import.meta.url), 'utf8');

describe('the workspace made from a configuration', () => {
  it('has a user for every e-mail in the example, and none for a default administrator (R6)', () => {
    const withoutComments = example.replaceAll(/#.*$/gm, '');
    const accounts = new Set([...withoutComments.matchAll(/defaultAdministrator: (\S+)/g)].map((match) => match[1]));
    const written = new Set([...withoutComments.matchAll(/[\w.-]+@[\w.-]+/g)].map((match) => match[0]));
    const users = new Set(worldFrom(example).users.map((user) => user.email));
    expect(accounts.size).toBe(2);
    for (const email of written) expect([email, users.has(email)]).toEqual([email, !accounts.has(email)]);
  });

  it('finds e-mails wherever they stand, in any case, once', () => {
    const world = worldFrom(
      stringify({
        latchkey: { administrators: ['Ada@ACME.test'], auditors: ['otto@acme.test'] },
        products: [{ id: 'p', administrators: ['ada@acme.test', 'pia@acme.test'] }],
        instances: [
          {
            id: 'i',
            defaultAdministrator: 'root@acme.test',
            members: { Editor: ['ed@acme.test'] },
            groups: [{ name: 'Crew', members: ['Other crew', 'fay@acme.test'] }],
          },
        ],
        approvals: [{ match: {}, stages: [{ of: ['cho@acme.test'] }, { of: 'role:i/Editor' }] }],
      }),
    );
    const emails = world.users.map((user) => user.email).filter((email) => email?.endsWith('@acme.test'));
    for (const local of ['ada', 'otto', 'pia', 'ed', 'fay', 'cho']) {
      expect(emails.filter((email) => email === `${local}@acme.test`)).toHaveLength(1);
    }
    expect(emails).not.toContain('root@acme.test');
  });

  it('has a private channel for every Slack channel, named after what it is for', () => {
    expect(worldFrom(example).channels).toEqual(
      expect.arrayContaining([
        { id: 'C0APPROVE', name: 'approvals', private: true },
        { id: 'C0AUDIT', name: 'access-audit', private: true },
        expect.objectContaining({ name: 'general', private: false }),
      ]),
    );
  });

  it('has the people and accounts that every real workspace has besides', () => {
    const { users, team } = worldFrom(example);
    expect(users.some((user) => user.email === 'mia@acme.test' && user.title !== undefined)).toBe(true);
    expect(users.some((user) => user.guest === 'restricted')).toBe(true);
    expect(users.some((user) => user.bot)).toBe(true);
    expect(users.some((user) => user.deleted)).toBe(true);
    expect(users.some((user) => user.emailConfirmed === false)).toBe(true);
    expect(users.some((user) => user.email === undefined && !user.bot)).toBe(true);
    expect(users.some((user) => user.teamId !== undefined && user.teamId !== team.id)).toBe(true);
  });

  it('shows the people of the example with their names', () => {
    const ada = worldFrom(example).users.find((user) => user.email === 'ada@acme.test');
    expect(ada).toMatchObject({ name: 'ada', realName: 'Ada Lindqvist' });
  });

  it('gives everyone an id and a handle of their own, the same each time', () => {
    const local = fc.stringMatching(/^[a-z][a-z0-9._-]{0,12}$/);
    const email = fc
      .tuple(local, fc.constantFrom('acme.test', 'sub.acme.test', 'partner.test'))
      .map((all) => all.join('@'));
    fc.assert(
      fc.property(fc.uniqueArray(email, { maxLength: 40 }), (administrators) => {
        const text = stringify({ products: [{ id: 'p', administrators }] });
        const world = worldFrom(text);
        const ids = world.users.map((user) => user.id);
        expect(new Set(ids).size).toBe(ids.length);
        expect(new Set(world.users.map((user) => user.name)).size).toBe(ids.length);
        for (const id of ids) expect(id).toMatch(/^U[A-Z0-9]{8,11}$/);
        expect(worldFrom(text)).toEqual(world);
        const emails = world.users.map((user) => user.email);
        for (const administrator of administrators) expect(emails).toContain(administrator);
      }),
    );
  });

  it.each([
    ['not YAML', 'a: [1', /^it is not YAML: /],
    ['empty', '', 'it holds no settings: begin with the example, latchkey.yml'],
    ['a list', '- a', 'it holds no settings: begin with the example, latchkey.yml'],
  ])('refuses a text that is %s', (_, text, sentence) => {
    expect(() => worldFrom(text)).toThrow(sentence);
  });
});
