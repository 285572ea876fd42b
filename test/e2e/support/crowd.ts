import { accessIdIn } from './access-id.ts';
import type { People } from './slack.ts';
import { whole } from './slack.ts';
import { programsType } from '../../support/limits.ts';
import { until } from '../../support/until.ts';

/** A configuration with `people` team members and `products` products; ada and sven administer every product. */
export function crowdConfiguration(people: number, products: number): string {
  const names = crowd(people);
  return [
    'latchkey: { administrators: [lena@acme.test], auditors: [otto@acme.test] }',
    programsType,
    'products:',
    ...Array.from(
      { length: products },
      (_, index) =>
        `  - { id: product-${index + 1}, name: Product ${index + 1}, administrators: [ada@acme.test, sven@acme.test] }`,
    ),
    'instances:',
    '  - id: mdm-eu',
    '    name: Devices',
    `    members: { Reader: [${names.map((name) => `${name}@acme.test`).join(', ')}] }`,
    'channels:',
    '  approvals: { slack: C0APPROVE }',
    '  audit: { slack: C0AUDIT }',
  ].join('\n');
}

export function crowd(people: number): readonly string[] {
  return Array.from({ length: people }, (_, index) => `member${index + 1}`);
}

async function asksForAll(people: People, name: string, products: number, words: string): Promise<void> {
  for (let product = 1; product <= products; product++) {
    const typed = await people.type(name, `/access request console product-${product} ${words}`);
    if (!typed.ok) throw new Error(typed.message);
  }
}

/** Everyone asks for every product; the ids of the accesses, as each was told. */
export async function everyoneAsks(
  people: People,
  names: readonly string[],
  products: number,
  words: string,
): Promise<readonly string[]> {
  // Ten at a time: a bot that has just started on a busy machine can't answer all of them within Slack's three seconds.
  for (let from = 0; from < names.length; from += 10) {
    await Promise.all(names.slice(from, from + 10).map((name) => asksForAll(people, name, products, words)));
  }
  const ids = await Promise.all(
    names.map((name) =>
      until(
        `${name} to be told ${products} ids`,
        async () => {
          const told = (await people.messages(name, 'app')).filter((message) =>
            whole(message).includes('You asked for'),
          );
          const found = new Set(told.flatMap((message) => accessIdIn(whole(message)) ?? []));
          return found.size === products ? [...found] : null;
        },
        240_000,
      ).catch(async (error: unknown) => {
        const told = (await people.messages(name, 'app')).map(whole).map((one) => one.slice(0, 200));
        throw new Error(`${name} was told only:\n${told.join('\n')}`, { cause: error });
      }),
    ),
  );
  return ids.flat();
}

export interface Exported {
  readonly seq: number;
  /** ISO 8601. */
  readonly at: string;
  readonly access: string | null;
  readonly n: number;
  readonly event: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly via: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export function parseExport(out: string): readonly Exported[] {
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported);
}
