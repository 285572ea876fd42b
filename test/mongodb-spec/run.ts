import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EJSON } from 'bson';
import { startMongo } from '../../sandbox/mongo/index.ts';
import { runCase, type SpecFile, type Verdict } from './case.ts';

/**
 * `npm run test:mongodb-spec`: the embedded server against MongoDB's own CRUD specification. MONGODB_SPECIFICATIONS names
 * a checkout of github.com/mongodb/specifications, or its folder of unified tests. What the server refuses by name is
 * counted apart; a wrong result fails.
 */
const FOLDER = 'source/crud/tests/unified';

async function main(): Promise<number> {
  const given = process.env['MONGODB_SPECIFICATIONS'];
  if (given === undefined || given === '') {
    process.stderr.write('Set MONGODB_SPECIFICATIONS to a checkout of github.com/mongodb/specifications.\n');
    return 2;
  }
  const folder = existsSync(join(given, FOLDER)) ? join(given, FOLDER) : given;
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const mongo = await startMongo({ testCommands: true });
  const counts = { passed: 0, refused: 0, skipped: 0, failed: 0 };
  const reasons = new Map<string, number>();
  try {
    for (const name of names) {
      const file = EJSON.parse(await readFile(join(folder, name), 'utf8')) as SpecFile;
      for (const test of file.tests) {
        const verdict: Verdict = await runCase(file, test, { uri: mongo.uri, version: '7.0.0' });
        counts[verdict.is]++;
        if (verdict.is === 'passed') continue;
        if (verdict.is === 'failed') process.stdout.write(`FAILED ${name}: ${test.description}\n  ${verdict.why}\n`);
        else reasons.set(`${verdict.is}: ${verdict.why}`, (reasons.get(`${verdict.is}: ${verdict.why}`) ?? 0) + 1);
      }
    }
  } finally {
    await mongo.stop();
  }
  for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a))
    process.stdout.write(`${count} ${reason}\n`);
  const { passed, refused, skipped, failed } = counts;
  process.stdout.write(
    `${names.length} files: ${passed} passed, ${failed} failed, ${refused} refused by name, ${skipped} skipped\n`,
  );
  return failed === 0 && passed > 0 ? 0 : 1;
}

process.exitCode = await main();
