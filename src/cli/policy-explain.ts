import { createInterface } from 'node:readline';
import { nearest } from '../config/nearest.ts';
import { compileGroups } from '../policy/index.ts';
import type { InstancePolicy } from '../policy/index.ts';
import { words } from '../words/index.ts';
import { createExplain } from './explain.ts';
import type { Explanation } from './explain.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson, wrongUse } from './io.ts';
import { readCatalogue } from './read-catalogue.ts';

interface Options {
  readonly json?: boolean;
  readonly instance?: string;
  readonly config?: string;
}

/** Answers each line of stdin at once; 1 at the end where a line was no question, else 0, whatever the answers. */
export async function policyExplain(io: Io, options: Options): Promise<ExitCode> {
  const policy = options.instance === undefined ? undefined : await policyOf(io, options.instance, options.config);
  const explain = createExplain({ policy, nearest: (word, texts) => nearest(word, texts) });
  let exit: ExitCode = 0;
  for await (const line of createInterface({ input: io.stdin, crlfDelay: Infinity })) {
    const text = line.replace(/^\uFEFF/, '').trim();
    if (text === '') continue;
    const answer = answerTo(text, explain);
    if ('error' in answer) exit = 1;
    await (options.json === true ? outJson(io, inWords(answer)) : io.out(`${readable(answer)}\n`));
  }
  return exit;
}

function answerTo(text: string, explain: (question: unknown) => Explanation): Explanation {
  let question: unknown;
  try {
    question = JSON.parse(text);
  } catch {
    return {
      error: 'This line is not JSON: write one question a line, such as {"roles":["Reader"],"permission":"…"}.',
    };
  }
  return explain(question);
}

/** An answer as CONTRACT has it: a rule and a sentence for each reason. */
function inWords(answer: Explanation): object {
  if ('error' in answer) return answer;
  return {
    effect: answer.effect,
    because: answer.because.map((one) => ({ rule: one.rule, sentence: words.reason(one) })),
  };
}

function readable(answer: Explanation): string {
  if ('error' in answer) return `error: ${answer.error}`;
  return `${answer.effect}: ${answer.because.map((one) => `${words.reason(one)} (${one.rule})`).join(' ')}`;
}

async function policyOf(io: Io, id: string, file: string | undefined): Promise<InstancePolicy> {
  const { catalogue } = await readCatalogue(io, file);
  const instance = catalogue.instances.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (instance === undefined) {
    const ids = catalogue.instances.map((one) => one.id);
    const near = nearest(id, ids);
    throw wrongUse(`There is no instance “${id}”${near === null ? '' : `; did you mean “${near}”?`}`);
  }
  const compiled = compileGroups(instance.groups);
  if (!compiled.ok) throw wrongUse(compiled.problems.map(words.groupProblem).join(' '));
  return compiled.policy;
}
