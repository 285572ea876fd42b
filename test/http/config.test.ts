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

describe('LATCHKEY_PUBLIC_URL', () => {
  it.each([
    [undefined, null],
    ['https://latchkey.example.com/', 'https://latchkey.example.com'],
    ['http://127.0.0.1:3000', 'http://127.0.0.1:3000'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s is taken', (given, url) => {
    expect(httpEnvironment.parse({ LATCHKEY_PUBLIC_URL: given }).LATCHKEY_PUBLIC_URL).toBe(url);
  });

  it.each([
    ['http://latchkey.example.com', /must begin with https/],
    ['http://10.0.0.1', /must begin with https/],
    ['http://localhost.evil.test', /must begin with https/],
    ['ftp://latchkey.example.com', /must be a web address/],
    ['latchkey.example.com', /must be a web address/],
  ])('%s is refused', (given, words) => {
    const issues = httpEnvironment.safeParse({ LATCHKEY_PUBLIC_URL: given }).error?.issues;
    expect(issues).toMatchObject([{ path: ['LATCHKEY_PUBLIC_URL'], message: expect.stringMatching(words) as string }]);
  });
});

describe('METRICS_TOKEN', () => {
  it('is optional, and fits into a header', () => {
    expect(httpEnvironment.parse({}).METRICS_TOKEN).toBeNull();
    expect(httpEnvironment.parse({ METRICS_TOKEN: ' abc-1 ' }).METRICS_TOKEN).toBe('abc-1');
    expect(httpEnvironment.safeParse({ METRICS_TOKEN: 'two words' }).error?.issues[0]?.path).toEqual(['METRICS_TOKEN']);
  });
});
