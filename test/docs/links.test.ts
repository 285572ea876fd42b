import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const top = new URL('../../', import.meta.url).pathname;
const guides = readdirSync(join(top, 'docs')).filter((name) => name.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/events/README.md',
  ...guides.map((name) => `docs/${name}`),
];

/** The links to files of ours, and to headings in them. */
function linksIn(page: string): readonly string[] {
  const text = readFileSync(join(top, page), 'utf8').replace(/```[\s\S]*?```/g, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, to]) =>
    to === undefined || /^[a-z]+:/.test(to) ? [] : [to],
  );
}

/** A heading as GitHub names it in an address. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

function isThere(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const file = path === '' ? join(top, page) : join(top, dirname(page), path);
  if (!existsSync(file)) return false;
  if (anchor === undefined) return true;
  const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)];
  return headings.some(([, heading]) => anchorOf(heading ?? '') === anchor);
}

describe('the guides', () => {
  it.each(pages)('%s links to what is there', (page) => {
    expect(linksIn(page).filter((link) => !isThere(page, link))).toEqual([]);
  });

  it('are all in the index', () => {
    const listed = linksIn('docs/README.md').map((link) => link.split('#')[0]);
    expect(guides.filter((name) => name !== 'README.md' && !listed.includes(name))).toEqual([]);
  });
});
