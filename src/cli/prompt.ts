import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Readable } from 'node:stream';

/** Asks the person at the terminal; what they write is trimmed. `isSecret`: it isn't shown as it's typed. */
export type Prompt = (question: string, isSecret?: boolean) => Promise<string>;

/** A prompt on a terminal. Questions go to stderr, since stdout is for data. */
export function createPrompt(stdin: Readable, stderr: Writable): Prompt {
  return async (question, isSecret = false) => {
    let isMuted = false;
    const shown = new Writable({
      write(chunk, _encoding, done) {
        if (!isMuted) stderr.write(chunk as Buffer);
        done();
      },
    });
    const asked = createInterface({ input: stdin, output: shown, terminal: true });
    try {
      const answer = asked.question(`${question} `);
      isMuted = isSecret;
      return (await answer).trim();
    } finally {
      asked.close();
      if (isMuted) stderr.write('\n');
    }
  };
}
