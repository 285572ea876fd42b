import { describe, expect, it } from 'vitest';
import { listedEntries, withMeanings } from '../../src/domain/listed-entries.ts';
import { testCatalogue } from '../support/catalogue.ts';

const catalogue = testCatalogue({
  same: [['eve@acme.test', 'bob@acme.test']],
  different: [['discord:1', 'bob@acme.test']],
  latchkey: { administrators: ['lena@acme.test', 'discord:1'], auditors: ['otto@acme.test'] },
  rules: [
    {
      match: { role: 'Editor', kind: 'role' },
      stages: [
        { of: { kind: 'authority' }, count: 1 },
        { of: { kind: 'people', emails: ['eve@acme.test'] }, count: 1 },
      ],
      durationMs: null,
      maxDurationMs: null,
      always: null,
    },
  ],
});

describe('entries of the configuration', () => {
  it('are every e-mail of every list, and no account', () => {
    expect(listedEntries(catalogue).map(({ key }) => key)).toEqual([
      'latchkey.administrators lena@acme.test',
      'latchkey.auditors otto@acme.test',
      'product:acme-prod ada@acme.test',
      'stage:[["kind","role"],["role","Editor"]]/1 eve@acme.test',
      'role:mdm-eu/Administrator grace@acme.test',
      'role:mdm-eu/Administrator ada@acme.test',
      'role:mdm-eu/Help desk hugo@acme.test',
      'same:["bob@acme.test","eve@acme.test"] eve@acme.test',
      'same:["bob@acme.test","eve@acme.test"] bob@acme.test',
      'different:["bob@acme.test","discord:1"] bob@acme.test',
    ]);
  });

  it('are left out where they mean nobody, and name a person where they mean a certain one', () => {
    const changed = withMeanings(
      catalogue,
      new Map([
        ['latchkey.administrators lena@acme.test', null],
        ['product:acme-prod ada@acme.test', 'person:p1'],
        ['stage:[["kind","role"],["role","Editor"]]/1 eve@acme.test', null],
        ['role:mdm-eu/Help desk hugo@acme.test', null],
        ['same:["bob@acme.test","eve@acme.test"] bob@acme.test', 'person:p2'],
        ['different:["bob@acme.test","discord:1"] bob@acme.test', null],
      ]),
    );
    expect(changed.latchkey).toEqual({ administrators: ['discord:1'], auditors: ['otto@acme.test'] });
    expect(changed.products[0]?.administrators).toEqual(['person:p1']);
    expect(changed.rules[0]?.stages).toEqual([
      { of: { kind: 'authority' }, count: 1 },
      { of: { kind: 'people', emails: [] }, count: 1 },
    ]);
    expect(changed.same).toEqual([['eve@acme.test', 'person:p2']]);
    expect(changed.different).toEqual([['discord:1']]);
    expect(changed.instances).toEqual(catalogue.instances);
  });
});
