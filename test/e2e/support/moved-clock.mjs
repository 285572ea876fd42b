import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setInterval } from 'node:timers';

/** Imported before anything else by processes of e2e tests: moves what they call now by the milliseconds in the file TEST_CLOCK. */
const file = process.env.TEST_CLOCK;
let offset = 0;

function look() {
  // A file that is just being written is empty: what was read last holds.
  const read = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (Number.isFinite(read)) offset = read;
}

look();
setInterval(() => {
  try {
    look();
  } catch {
    // The test is over and its folder gone; this process ends as well.
  }
}, 50).unref();

const realNow = Date.now;
Date.now = () => realNow() + offset;
// A proxy, not a class of our own: libraries know Date by its name and by its prototype.
globalThis.Date = new Proxy(Date, {
  construct: (real, args, asked) => Reflect.construct(real, args.length === 0 ? [real.now()] : args, asked),
});
Date.prototype.constructor = Date;

// What measures how long something took goes along: a clock that jumps ahead of it counts as set by hand.
const realElapsed = performance.now.bind(performance);
performance.now = () => realElapsed() + offset;
