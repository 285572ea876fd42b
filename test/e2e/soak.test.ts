import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/until.ts';
import { exported } from './support/exported.ts';
import { latchkey } from './support/processes.ts';
import { startSoak, troubles } from './support/soak.ts';
import type { Journey, Soak, Trouble } from './support/soak.ts';

/** `npm run soak` sets both: 100 journeys under each trouble, each as long as issue and guide say. */
const count = Number(process.env['LATCHKEY_SOAK_JOURNEYS'] ?? 10);
const long = count > 10;
const lasts: Readonly<Record<Trouble, number>> = {
  'worker killed': long ? 60_000 : 8_000,
  'MongoDB stopped': long ? 40_000 : 6_000,
  'MongoDB errors': long ? 60_000 : 9_000,
  'chat refuses': long ? 60_000 : 10_000,
  'Redis emptied': long ? 20_000 : 4_000,
};
const patienceMs = long ? 1_800_000 : 400_000;

describe(`${count} journeys under each trouble, and under all at once`, () => {
  let soak: Soak;
  const all: Journey[] = [];
  /** When nothing went wrong any more, in ms. */
  let calmAt = Infinity;
  beforeAll(async () => {
    soak = await startSoak(count, troubles.length + 1, patienceMs * 0.75);
  });
  afterAll(() => soak.stop());

  /** Everybody asks for one product and is approved while things go wrong. */
  async function under(product: number, named: readonly Trouble[]): Promise<void> {
    const againMs = named.includes('Redis emptied') ? 45_000 : null;
    const journeys = soak.journeys(product);
    all.push(...journeys);
    const going = (async () => {
      for (const name of named) await soak.trouble[name](lasts[name]);
    })();
    await Promise.all([going, ...journeys.map((journey) => soak.journey(journey, againMs))]);
    calmAt = Date.now();
  }

  it.each(troubles.map((trouble, index) => [trouble, index + 1] as const))(
    '%s',
    (trouble, product) => under(product, [trouble]),
    patienceMs,
  );

  it('all at once', () => under(troubles.length + 1, troubles), patienceMs);

  it(
    'nothing was lost, and nothing happened twice',
    async () => {
      const entries = await until(
        'every access to have ended',
        async () => {
          const found = await exported(soak.env);
          return found.filter(({ event }) => event === 'expired').length >= all.length ? found : null;
        },
        patienceMs,
      );
      for (const { id, name, product, lost } of all) {
        // A command that was given again because Redis may have lost it can have been decided all the same.
        const again = (event: string) => lost > 0 && event === 'refused';
        const mine = entries.filter((one) => one.access === id && !again(one.event)).map((one) => one.event);
        expect(mine, `${name}, product-${product}`).toEqual(['requested', 'approved', 'started', 'expired']);
      }
      expect(entries.filter(({ event }) => event === 'requested')).toHaveLength(all.length);
      const lateBy = entries
        .filter(({ event, facts }) => event === 'started' && Number(facts['until']) > calmAt)
        .map(({ access, facts }) => {
          const end = entries.find((one) => one.access === access && one.event === 'expired');
          return Date.parse(end!.at) - Number(facts['until']);
        });
      expect(lateBy.length).toBeGreaterThan(0);
      expect(Math.max(...lateBy), 'ms after its time').toBeLessThan(5_000);
      for (const chat of soak.chats) {
        const cards = await until(
          `every card in ${chat.platform} to show the end`,
          async () => {
            const shown = await chat.posted('approvals');
            const ended = shown.filter((one) => one.includes(' no longer has '));
            // Each by its id: one that stands there twice isn't another one.
            return all.every(({ id }) => ended.some((one) => one.includes(id!))) ? shown : null;
          },
          patienceMs,
        );
        for (const { id } of all)
          expect(
            cards.filter((one) => one.includes(id!)),
            `${chat.platform} ${id}`,
          ).toHaveLength(1);
        const posted = await until(
          `the audit channel of ${chat.platform} to have caught up`,
          async () => {
            const seqs = (await chat.posted('audit')).flatMap(seqsOf);
            return new Set(seqs).size >= entries.length ? seqs : null;
          },
          patienceMs,
        );
        // One that may have been posted is looked for before it is posted again: later ones don't wait for it.
        expect(
          posted.toSorted((one, other) => one - other),
          chat.platform,
        ).toEqual(entries.map(({ seq }) => seq));
      }
      for (const { name, chat } of soak.journeys(1)) {
        const told = await until(
          `${name} to be told of every end`,
          async () => {
            const found = (await chat.told(name)).filter((one) => one.includes('has ended'));
            return found.length >= troubles.length + 1 ? found : null;
          },
          patienceMs,
        );
        expect(told, name).toHaveLength(troubles.length + 1);
      }
      const verified = await latchkey(['audit', 'verify'], soak.env);
      expect(verified.code, verified.err).toBe(0);
      const lost = all.filter((one) => one.lost > 0);
      if (lost.length > 0)
        process.stderr.write(`${lost.length} commands were lost with the emptied Redis and typed again\n`);
    },
    patienceMs,
  );
});

/** The numbers of the entries that an audit message carries. */
function seqsOf(text: string): readonly number[] {
  const [, from, to] = /Audit entr(?:y|ies) (\d+)(?:–(\d+))?/.exec(text) ?? [];
  if (from === undefined) return [];
  return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, index) => Number(from) + index);
}
