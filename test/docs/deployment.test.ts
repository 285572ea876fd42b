import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Every variable that the guide lists. */
const variables = new Set([...read('docs/configuration.md').matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name));
const known = (name: string) => variables.has(name.replace(/_FILE$/, ''));

interface Compose {
  readonly services: {
    readonly latchkey: { readonly environment: Readonly<Record<string, string>>; readonly depends_on: object };
  };
}

describe('the files to deploy with', () => {
  it('set only variables that there are', () => {
    const { latchkey } = (parse(read('deploy/compose.yaml')) as Compose).services;
    const unit = [...read('deploy/latchkey.service').matchAll(/^Environment=(\w+)=/gm)].map(([, name]) => name ?? '');
    expect(unit.length).toBeGreaterThan(5);
    expect([...Object.keys(latchkey.environment), ...unit].filter((name) => !known(name))).toEqual([]);
  });

  it('hand over each credential that a variable names, and no other', () => {
    const unit = read('deploy/latchkey.service');
    const given = [...unit.matchAll(/^LoadCredential=([\w-]+):/gm)].map(([, name]) => name);
    const used = [...unit.matchAll(/=%d\/([\w-]+)$/gm)].map(([, name]) => name);
    expect(used.sort()).toEqual(given.sort());
  });

  it('start the command that the package names, without npm between it and its signals', () => {
    const { bin } = JSON.parse(read('package.json')) as { bin: { latchkey: string } };
    expect(read('deploy/Dockerfile')).toContain(`ENTRYPOINT ["node", "${bin.latchkey.replace(/^\.\//, '')}"]`);
    expect(read('deploy/latchkey.service')).toContain(
      `ExecStart=/usr/bin/node ${bin.latchkey.replace(/^\.\//, '')} start`,
    );
  });
});
