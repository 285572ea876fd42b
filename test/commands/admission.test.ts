import { describe, expect, it } from 'vitest';
import { createAdmission } from '../../commands/admission.ts';

const account = (user: string) => ({ platform: 'slack', workspace: 'T1', user });
const rate = { burst: 20, perSecond: 1 };

function admission() {
  let now = 0;
  const { command, view } = createAdmission(rate, { now: () => now });
  return { command, view, pass: (ms: number) => void (now += ms) };
}

describe('what one account may do', () => {
  it('is a burst, then one a second; being over it is said once, then nothing until half of it is there again', () => {
    const { command, pass } = admission();
    const kinds = (count: number) => Array.from({ length: count }, () => command(account('U1'), 'request').kind);
    expect(new Set(kinds(20))).toEqual(new Set(['go']));
    expect(kinds(3)).toEqual(['say', 'silent', 'silent']);
    pass(1_000);
    expect(kinds(2)).toEqual(['go', 'silent']);
    pass(15_000);
    expect(kinds(16)).toEqual([...Array.from({ length: 15 }, () => 'go'), 'say']);
    expect(command(account('U2'), 'request').kind).toBe('go');
  });

  it('paces what takes away, and never refuses it', () => {
    const { command } = admission();
    const all = Array.from({ length: 1_000 }, () => command(account('U1'), 'deny'));
    expect(all.every(({ kind }) => kind === 'go')).toBe(true);
    expect(all.map((one) => (one.kind === 'go' ? one.delayMs : -1)).slice(18, 22)).toEqual([0, 0, 1_000, 2_000]);
  });

  it('counts looking at things apart', () => {
    const { command, view } = admission();
    for (let at = 0; at < 25; at++) view(account('U1'));
    expect(view(account('U1')).kind).toBe('silent');
    expect(command(account('U1'), 'request').kind).toBe('go');
  });
});
