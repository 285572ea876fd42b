import { enterBareTable } from './policy/bare-table.ts';
import { enterCachedCasbin, enterCasbin } from './policy/casbin.ts';
import { enterCasl } from './policy/casl.ts';
import { enterCedar } from './policy/cedar.ts';
import type { Contender, Enter } from './policy/contender.ts';
import { enterLatchkey } from './policy/latchkey.ts';
import { measure } from './policy/measure.ts';
import type { QuestionSet } from './policy/questions.ts';
import { conditions, matrix } from './policy/questions.ts';

/**
 * `npm run bench:policy`: decisions a second of this engine, of casbin, CASL and Cedar, and of a bare table as the limit,
 * on the same matrix and the same questions in one run. It fails where any two answers differ.
 */
const entries: readonly Enter[] = [
  enterLatchkey,
  enterBareTable,
  enterCasl,
  enterCachedCasbin,
  enterCasbin,
  enterCedar,
];

async function disagreements(contenders: readonly Contender[], { questions }: QuestionSet): Promise<string[]> {
  const [first, ...others] = contenders;
  const found: string[] = [];
  for (const [index, { person, permission, item }] of questions.entries()) {
    const expected = await first?.answer(index);
    for (const { name, answer } of others) {
      if ((await answer(index)) !== expected)
        found.push(`${name}: ${person.id}, ${permission}, ${item?.id ?? 'no item'}`);
    }
  }
  return found;
}

const perSecond = (rate: number): string => Math.round(rate).toLocaleString('en').padStart(12);

async function run(set: QuestionSet): Promise<void> {
  const contenders: Contender[] = [];
  for (const enter of entries) {
    const contender = await enter(set);
    if (contender !== null) contenders.push(contender);
  }
  const different = await disagreements(contenders, set);
  if (different.length > 0) {
    throw new Error(`${different.length} answers differ from latchkey's:\n${different.slice(0, 10).join('\n')}`);
  }
  console.log(`\n${set.name}: ${set.questions.length.toLocaleString('en')} questions, all answers agree`);

  const results = await measure(contenders, set.questions.length, { rounds: 9, slotMs: 100 });
  const ours = results.get('latchkey')?.rate ?? 0;
  for (const { name, setUp } of contenders) {
    const { rate, low, high } = results.get(name) ?? { rate: 0, low: 0, high: 0 };
    const ratio = name === 'latchkey' ? '' : `latchkey × ${(ours / rate).toPrecision(3)}`;
    console.log(`${perSecond(rate)}/s  ${name.padEnd(26)}${ratio.padEnd(20)}${setUp}`);
    console.log(`${''.padStart(16)}slots from${perSecond(low)} to${perSecond(high)}`);
  }
  const rivals = contenders.filter(({ name }) => name !== 'latchkey' && name !== 'bare table');
  const fastest = rivals.reduce((best, { name }) => Math.max(best, results.get(name)?.rate ?? 0), 0);
  const bare = results.get('bare table')?.rate ?? 0;
  console.log(
    `  faster than the fastest of the others: ${ours > fastest ? 'yes' : 'NO'} (× ${(ours / fastest).toFixed(2)})`,
  );
  console.log(
    `  at least half of the bare table:       ${ours * 2 >= bare ? 'yes' : 'NO'} (× ${(ours / bare).toFixed(2)})`,
  );
}

console.log(`Node ${process.version}; decisions a second of processor time, medians of slots taken in turns`);
await run(matrix);
await run(conditions);
