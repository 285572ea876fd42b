import { describe, expect, it } from 'vitest';
import { descriptions } from '../../commands/index.ts';
import { parseText } from '../../src/chat/slack/inbound/grammar.ts';
import type { Form } from '../../src/domain/command-description.ts';

const listed = descriptions.filter(({ hidden }) => hidden !== true);
const forms = listed.flatMap((command) => command.forms.map((form) => ({ command: command.name, form })));
const usages = forms.flatMap(({ command, form }) =>
  alternatives(form.usage).map((usage) => ({ command, form, usage })),
);

/** `people [vouch … | hand over …]` is two lines. */
function alternatives(usage: string): readonly string[] {
  const several = /^(.*)\[([^[\]]* \| [^[\]]*)\](.*)$/.exec(usage);
  if (!several) return [usage];
  const [, before = '', inside = '', after = ''] = several;
  return inside.split(' | ').map((one) => `${before}${one}${after}`);
}

/** A line of grammar with every word in capitals filled in, and the brackets taken away. */
function filledIn(usage: string): string {
  const words: Readonly<Record<string, string>> = {
    'INSTANCE[/ITEM]': 'mdm-eu/pc-12',
    'INSTANCE/ITEM': 'mdm-eu/pc-12',
    '"PERMISSION"': '"Create assets"',
    ENTITLEMENT: 'console:acme-prod',
    'ACCOUNT|CODE': 'ada@acme.test',
    ACCOUNT: 'ada@acme.test',
    INSTANCE: 'mdm-eu',
    PRODUCT: 'acme-prod',
    COMMAND: 'request',
    DURATION: '4h',
    REASON: 'rollout',
    'WHO…': 'ada@acme.test',
    WHO: 'ada@acme.test',
    ROLE: 'Reader',
    ID: '3f7k2m9qx4tb',
  };
  const plain = Object.entries(words).reduce((line, [word, value]) => line.replaceAll(word, value), usage);
  return plain.replace(/[[\]]/g, '').replace(/(\S+?)\|\S.*?(?= on |$)/, '$1');
}

const known = (form: Form): readonly string[] => [
  ...form.options.map(({ name }) => name),
  ...Object.keys(form.args),
  // Typed as one word, given as its parts.
  ...(form.options.some(({ name }) => name === 'instance' || name === 'product') ? ['on'] : []),
];

describe('the forms of the commands', () => {
  it.each(usages)('$command: “$usage” is what the grammar of words understands', ({ command, form, usage }) => {
    const typed = parseText(filledIn(usage), 'T1');
    expect(typed?.command).toBe(command);
    expect(typed?.args).not.toHaveProperty('extra');
    expect(known(form)).toEqual(expect.arrayContaining(Object.keys(typed?.args ?? {})));
    expect(typed?.args).toMatchObject(form.args);
  });

  it('keep within what the strictest platform allows', () => {
    for (const { summary } of listed) expect(summary.length).toBeLessThanOrEqual(100);
    for (const { form } of forms) {
      expect(form.name ?? 'only').toMatch(/^[a-z-]{1,32}$/);
      expect(form.options.length).toBeLessThanOrEqual(24);
      const required = form.options.map((option) => option.required);
      expect(required).toEqual(required.toSorted((a, b) => Number(b) - Number(a)));
      for (const { name, summary, choices = [] } of form.options) {
        expect(name).toMatch(/^[a-z-]{1,32}$/);
        expect(summary.length).toBeLessThanOrEqual(100);
        expect(choices.length).toBeLessThanOrEqual(25);
      }
    }
  });

  it('are told apart by their names', () => {
    for (const { name, forms: all } of listed) {
      expect(new Set(all.map((form) => form.name)).size, name).toBe(all.length);
      expect(all.length > 1 && all.some((form) => form.name === null), name).toBe(false);
    }
  });
});
