import { describe, expect, it } from 'vitest';
import { httpEnvironment } from '../../src/http/config.ts';

describe('PORT', () => {
  it.each([
    [undefined, 3000],
    ['', 3000],
    ['0', 0],
    [' 8080 ', 8080],
    ['65535', 65_535],
  ])('%s means %s', (given, port) => {
    expect(httpEnvironment.parse({ PORT: given }).PORT).toBe(port);
  });

  it.each(['65536', '-1', '80.5', 'http', '1e3', '0x50', '999999'])('refuses %s and says what to write', (given) => {
    const issues = httpEnvironment.safeParse({ PORT: given }).error?.issues;
    expect(issues?.map(({ path, message }) => [path, message])).toEqual([
      [['PORT'], 'must be a whole number from 0 to 65535 (0: any free port)'],
    ]);
  });
});
