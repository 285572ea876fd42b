import { readFileSync } from 'node:fs';
import type { Stash } from '../../../src/ports/platform.ts';

export { fakeClock, recordingLog } from '../../support/recording.ts';

export function memoryStash(): Stash & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    put: (key, text) => Promise.resolve(void kept.set(key, text)),
    get: (key) => Promise.resolve(kept.get(key) ?? null),
  };
}

/** A payload as Discord sends it. */
export function fixture(name: string): Record<string, unknown> {
  const url = new URL(`../../fixtures/discord/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Record<string, unknown>;
}
