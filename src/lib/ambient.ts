import { AsyncLocalStorage } from 'node:async_hooks';

/** A value that holds for a call and everything that it starts, also after it waited. */
export interface Ambient<Value> {
  /** Of the innermost `run` around; the default outside of any. */
  get(): Value;
  /** Runs something under a value; what it returns or throws is passed on. */
  run<Result>(value: Value, run: () => Result): Result;
}

/** Made once, not for each of many: every one that was ever used makes each promise of the process a little slower for good. */
export function createAmbient<Value>(byDefault: Value): Ambient<Value> {
  const storage = new AsyncLocalStorage<{ readonly value: Value }>();
  return {
    get: () => {
      const around = storage.getStore();
      return around === undefined ? byDefault : around.value;
    },
    run: (value, run) => storage.run({ value }, run),
  };
}
