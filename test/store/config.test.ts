import { describe, expect, it } from 'vitest';
import { storeEnvironment } from '../../src/store/config.ts';

const problemsOf = (environment: object): string[] =>
  storeEnvironment.safeParse(environment).error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ??
  [];

describe('the environment of the store', () => {
  it('takes the address of a MongoDB', () => {
    for (const MONGODB_URI of ['mongodb://127.0.0.1:27017', 'mongodb+srv://user:secret@db.acme.test/x?tls=true']) {
      expect(storeEnvironment.parse({ MONGODB_URI, OTHER: '1' })).toEqual({ MONGODB_URI });
    }
  });

  it.each([
    [{}, 'is not set'],
    [{ MONGODB_URI: '' }, 'is empty'],
    [{ MONGODB_URI: 'redis://127.0.0.1' }, 'does not begin with mongodb://'],
    [{ MONGODB_URI: 'mongodb://' }, 'does not begin with mongodb://'],
  ])('%j: names the variable and says what to set', (environment, problem) => {
    const [message, ...others] = problemsOf(environment);
    expect(others).toEqual([]);
    expect(message).toMatch(/^MONGODB_URI: MONGODB_URI /);
    expect(message).toContain(problem);
    expect(message).toContain('Set MONGODB_URI to');
  });
});
