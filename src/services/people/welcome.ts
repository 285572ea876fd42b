import { normalEmail } from '../../domain/identity.ts';
import type { Deps } from '../deps.ts';
import type { Notify } from '../notify/notify.ts';
import type { SetUp } from './set-up.ts';

/** Pauses between attempts to reach who isn't there yet, in ms. */
const firstPauseMs = 10_000;
const longestPauseMs = 3_600_000;

/**
 * One welcome to each Latchkey administrator, with a checklist: once for an installation. In a new one that's everybody whom
 * `latchkey.yml` names, then or later, as soon as a chat knows them. In one that was there before welcomes were, nobody who was
 * an administrator at the upgrade is welcomed.
 */
export function createWelcome(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  notify: Pick<Notify, 'directly'>,
  setUp: SetUp,
) {
  /** Null: not read yet. What another process adds meanwhile doesn't matter: a message is sent once, whoever sends it. */
  let welcomed: Set<string> | null = null;
  let nextAt = 0;
  let pauseMs = firstPauseMs;

  const administrators = (): readonly string[] => directory.catalogue.latchkey.administrators.map(normalEmail);

  return {
    /** To be called before a configuration is imported: what was imported before tells a new installation from others. */
    async begin(): Promise<void> {
      const isNew = (await store.catalogue.read()) === null;
      await store.welcome.begin(isNew ? [] : directory.file.latchkey.administrators.map(normalEmail));
    },

    /** Welcomes whoever was not and can be reached; asks nothing while nobody is left. */
    async welcome(): Promise<void> {
      welcomed ??= new Set(await store.welcome.welcomed());
      const known = welcomed;
      const left = administrators().filter((one) => !known.has(one));
      if (left.length === 0 || clock.now() < nextAt) return;
      nextAt = clock.now() + pauseMs;
      pauseMs = Math.min(2 * pauseMs, longestPauseMs);
      for (const one of left) {
        const isTold = await notify.directly(one, 'welcome', (person) => setUp(person, { isWelcome: true }));
        if (!isTold) continue;
        await store.welcome.add(one);
        known.add(one);
      }
    },
  };
}
