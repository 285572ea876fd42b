import type { OpenSubject } from '../contracts/store-subject.ts';
import { testStore } from '../support/store.ts';

/** The MongoDB store as the contracts want it. */
export const mongoSubject: OpenSubject = async () => {
  const opened = await testStore();
  return {
    store: opened.store,
    other: await opened.another(),
    elsewhere: await opened.another('other'),
    close: () => opened.close(),
  };
};
