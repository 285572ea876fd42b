import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = 'src/words/en';

/** Arguments are typed differently in each chat: `/access help COMMAND` shows them in the reader's. */
it('what both chats say names commands, and never one chat’s way of typing arguments', () => {
  const found = readdirSync(folder).flatMap((name) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => /\/access (?!help )[a-z-]+ (?:[A-Z@"“[]|me\b|vouch\b|hand\b)/.test(line)),
  );
  expect(found).toEqual([]);
});
