import { describe, expect, it } from 'vitest';
import type { Admitted } from '../../commands/admission.ts';
import { createAdmission } from '../../commands/admission.ts';

const account = (user: string) => ({ platform: 'slack', workspace: 'T1', user });
const rate = { burst: 20, perSecond: 1 };

function admission() {
  let now = 0;
  const { command, view, complete } = createAdmission(rate, { now: () => now });
  return { command, view, complete, pass: (ms: number) => void (now += ms) };
}

const turnOf = (one: Admitted) => (one.kind === 'go' ? one.turn : one.kind);

describe('what one account may do', () => {
  it('is a burst, then one a second; being over it is said once, then nothing until half of it is there again', () => {
    const { command, pass } = admission();
    const kinds = (count: number) => Array.from({ length: count }, () => command(account('U1'), 'request').kind);
    expect(new Set(kinds(20))).toEqual(new Set(['go']));
    expect(kinds(3)).toEqual(['say', 'silent', 'silent']);
    pass(1_000);
    expect(kinds(3)).toEqual(['go', 'silent', 'silent']);
    pass(15_000);
    expect(kinds(16)).toEqual([...Array.from({ length: 15 }, () => 'go'), 'say']);
    expect(command(account('U2'), 'request').kind).toBe('go');
  });

  it('paces what takes away, and never refuses it', () => {
    const { command } = admission();
    const all = Array.from({ length: 1_000 }, () => command(account('U1'), 'deny'));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['go']));
    const delays = all.map((one) => (one.kind === 'go' ? one.turn.delayMs : -1));
    expect(delays.slice(0, 5)).toEqual([0, 0, 0, 200, 400]);
    expect(delays.at(-1)).toBe(980_000);
    expect(delays).toEqual(delays.toSorted((a, b) => a - b));
  });

  it('counts looking at things apart, and allows more of it', () => {
    const { command, view } = admission();
    const kinds = Array.from({ length: 102 }, () => view(account('U1')).kind);
    expect(kinds.indexOf('say')).toBe(100);
    expect(kinds.at(-1)).toBe('silent');
    expect(command(account('U1'), 'request').kind).toBe('go');
  });

  it('is said to whoever opens a view, although autocomplete used the budget up before', () => {
    const { complete, view } = admission();
    const looked = Array.from({ length: 110 }, () => complete(account('U1')));
    expect(looked.filter((isIn) => isIn)).toHaveLength(100);
    expect([view(account('U1')).kind, view(account('U1')).kind]).toEqual(['say', 'silent']);
    expect(complete(account('U1'))).toBe(false);
    expect(view(account('U1')).kind).toBe('silent');
  });

  it('comes later the more of it there was just now: everybody’s first commands come before the loop of one', () => {
    const { command, pass } = admission();
    const loop = Array.from({ length: 20 }, () => turnOf(command(account('U1'), 'request')));
    expect(loop.slice(0, 5)).toEqual([0, 0, 0, 1, 2].map((place) => ({ delayMs: 200 * place, place })));
    expect(loop.at(-1)).toEqual({ delayMs: 3_400, place: 17 });
    expect(turnOf(command(account('U2'), 'request'))).toEqual({ delayMs: 0, place: 0 });
    pass(20_000);
    expect(turnOf(command(account('U1'), 'request'))).toEqual({ delayMs: 0, place: 0 });
  });

  it('never comes before what the same account sent earlier and may still wait', () => {
    const { command, pass } = admission();
    for (let at = 0; at < 7; at++) command(account('U1'), 'approve');
    const revoke = command(account('U1'), 'revoke-confirmed');
    pass(6_000);
    const grant = command(account('U1'), 'grant');
    const places = [revoke, grant].map((one) => (one.kind === 'go' ? one.turn.place : -1));
    expect(places).toEqual([5, 5]);
    pass(20_000);
    expect(turnOf(command(account('U1'), 'grant'))).toEqual({ delayMs: 0, place: 0 });
  });

  it('is forgotten with 10,000 other accounts, those that did nothing lately first', () => {
    const { command, pass } = admission();
    for (let at = 0; at < 20; at++) command(account('loop'), 'request');
    expect(command(account('loop'), 'request').kind).toBe('say');
    for (let at = 0; at < 9_000; at++) command(account(`early${at}`), 'request');
    pass(2_000);
    for (let at = 0; at < 9_000; at++) command(account(`late${at}`), 'request');
    expect(Array.from({ length: 3 }, () => command(account('loop'), 'request').kind)).toEqual(['go', 'go', 'silent']);
  });
});
