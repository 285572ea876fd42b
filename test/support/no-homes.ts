import type { Homes } from '../../src/ports/platform.ts';

/** For tests that no Home concerns. */
export const noHomes: Homes = { of: () => Promise.resolve(null), revision: () => Promise.resolve(0) };
