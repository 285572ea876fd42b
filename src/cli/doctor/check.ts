import { sentenceOf } from '../io.ts';

/** How long each server may take to answer, in ms. */
export const patienceMs = 5_000;

/** One line of `latchkey doctor`. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** Works, but somebody should look at it. */
  readonly warning?: boolean;
  readonly sentence: string;
}

export async function withPatience(name: string, check: () => Promise<string>): Promise<Check> {
  try {
    return { name, ok: true, sentence: await check() };
  } catch (error) {
    return { name, ok: false, sentence: `does not answer as it should: ${sentenceOf(error)}` };
  }
}
