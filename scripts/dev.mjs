import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clearTimeout, setTimeout } from 'node:timers';
import { checkNode, install, project } from './install.mjs';
import { provide } from './provide.mjs';
import { endWithNpm, problem, run, runMain, say } from './say.mjs';

/**
 * `npm run dev [-- ARGUMENTS FOR SANDBOX]`: the sandbox's parts, and a Latchkey that is built and started again whenever a
 * file of `src`, `commands` or `workers` or the configuration changes. The parts stay as they are, and so does what they
 * hold; a change in `sandbox/` needs a new start.
 */
const WATCHED = ['src', 'commands', 'workers', 'latchkey.yml'];
const PARTS = 'redis,mongo,slack,discord,page';
/** Editors save in several steps, in ms. */
const SETTLES = 150;

await runMain(async () => {
  endWithNpm();
  checkNode();
  await install();
  await build();
  if (!process.env.REDIS_URL) await provide('redis-server');
  const sandbox = start(['dist/sandbox/index.js', '--only', PARTS, '--json', ...process.argv.slice(2)], {}, 'pipe');
  const { page, env } = await readyLine(sandbox);
  say(`the page is at ${page}; Ctrl-C stops everything`);

  let latchkey = startLatchkey(env);
  let timer;
  let again = Promise.resolve();
  const restart = () => {
    again = again.then(async () => {
      if (!(await build().catch((error) => say(error.message) ?? false))) return;
      await stop(latchkey);
      latchkey = startLatchkey(env);
    });
  };
  for (const path of WATCHED) {
    watch(join(project, path), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(restart, SETTLES);
    });
  }
  await Promise.race([
    exitOf(sandbox),
    new Promise((resolve) => ['SIGINT', 'SIGTERM'].forEach((one) => process.once(one, resolve))),
  ]);
  clearTimeout(timer);
  await again;
  await stop(latchkey);
  await stop(sandbox);
  process.exit();
});

async function build() {
  const { code, stderr } = await run(process.execPath, [join(project, 'scripts/build.mjs')]);
  if (code !== 0) throw problem(`the build failed, so nothing was restarted:\n${stderr}`);
  return true;
}

function startLatchkey(env) {
  say('starting Latchkey');
  const child = start(['dist/src/cli/latchkey.js', 'start'], env, 'inherit');
  child.once('exit', (code, signal) => {
    if (code !== 0 && signal === null) say(`Latchkey ended (exit ${code}); save a file to start it again`);
  });
  return child;
}

/** A child that never outlives us, however we end. */
function start(args, env, stdout) {
  const child = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, ...env },
    stdio: ['ignore', stdout, 'inherit'],
  });
  process.once('exit', () => child.kill('SIGTERM'));
  return child;
}

async function readyLine(sandbox) {
  for await (const line of createInterface(sandbox.stdout)) if (line.includes('"ready"')) return JSON.parse(line);
  throw problem('the sandbox ended before it was ready: see what it said above');
}

function exitOf(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once('exit', resolve));
}

async function stop(child) {
  child.kill('SIGTERM');
  await exitOf(child);
}
