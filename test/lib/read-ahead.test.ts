import { describe, expect, it } from 'vitest';
import { readAhead } from '../../src/lib/read-ahead.ts';

describe('reading ahead', () => {
  it('gives every page in order', async () => {
    expect(await all(readAhead(pagesOf([1, 2, 3])))).toEqual([1, 2, 3]);
    expect(await all(readAhead(pagesOf([])))).toEqual([]);
  });

  it('asks for the next page before the one in hand is done with, and for no further one', async () => {
    const asked: number[] = [];
    const pages = readAhead(pagesOf([1, 2, 3], (page) => asked.push(page)));
    expect(asked).toEqual([]);
    await pages.next();
    expect(asked).toEqual([1, 2]);
    await pages.next();
    expect(asked).toEqual([1, 2, 3]);
  });

  it('throws what reading threw in that page’s place', async () => {
    const pages = readAhead(pagesOf([1, 2, 3], (page) => page === 2 && fail('the server is gone')));
    expect(await pages.next()).toEqual({ done: false, value: 1 });
    await expect(pages.next()).rejects.toThrow('the server is gone');
    expect(await pages.next()).toEqual({ done: true, value: undefined });
  });

  it('lets the pages go where the reader stops early', async () => {
    let isClosed = false;
    const pages = (async function* () {
      try {
        for (let page = 1; ; page++) yield await Promise.resolve(page);
      } finally {
        isClosed = true;
      }
    })();
    for await (const page of readAhead(pages)) if (page === 2) break;
    expect(isClosed).toBe(true);
  });
});

async function* pagesOf(pages: readonly number[], onRead: (page: number) => unknown = () => undefined) {
  for (const page of pages) {
    await Promise.resolve();
    onRead(page);
    yield page;
  }
}

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(page);
  return found;
}

function fail(message: string): never {
  throw new Error(message);
}
