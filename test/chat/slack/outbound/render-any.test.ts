import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRender } from '../../../../src/chat/slack/outbound/render.ts';
import { anyMessage, wellFormed } from '../../../support/any-message.ts';

const render = createRender('T1');
const grace = { id: 'p1', label: 'grace@acme.test' };
const mentions = new Map([['p1', { platform: 'slack', workspace: 'T1', user: 'U123' }]]);

const marks = ['<!channel>', '<@U1>', '<#C1|x>', '<!here|here>', '*b*', '_i_', '`c`', '&amp;', '>q\n>r'];

interface Any {
  type: string;
  text?: Any & string;
  fields?: Any[];
  elements?: Any[];
  accessory?: Any;
  action_id?: string;
  value?: string;
  url?: string;
  confirm?: Record<string, Any>;
}

describe('any message at all', () => {
  it('stays within every limit of Slack, and pings nobody', () => {
    fc.assert(
      fc.property(
        anyMessage(marks, grace, () => fc.webUrl()),
        (given) => {
          const drawn = render(given, mentions);
          const blocks = drawn.blocks as unknown as Any[];
          expect(drawn.text.length).toBeLessThanOrEqual(3_000);
          expect(drawn.text).not.toBe('');
          expect(blocks.length).toBeGreaterThan(0);
          expect(blocks.length).toBeLessThanOrEqual(50);
          expect(JSON.stringify(drawn).length).toBeLessThanOrEqual(13_000);
          expect(JSON.stringify(drawn, wellFormed)).toBe(JSON.stringify(drawn));
          const ids: string[] = [];
          for (const one of blocks) {
            if (one.text) expectText(one.text, one.type === 'header' ? 150 : 3_000);
            expect(one.fields?.length ?? 1).toBeLessThanOrEqual(10);
            one.fields?.forEach((each) => expectText(each, 2_000));
            expect(one.elements?.length ?? 1).toBeLessThanOrEqual(one.type === 'context' ? 10 : 25);
            expect(one.elements?.length ?? 1).toBeGreaterThan(0);
            const controls = [...(one.elements ?? []), ...(one.accessory ? [one.accessory] : [])];
            for (const control of controls) {
              if (control.type !== 'button') expectText(control, 2_000);
              else {
                ids.push(control.action_id ?? '');
                expectText(control.text!, 75);
                if (control.url === undefined) {
                  expect(control.value!.length).toBeLessThanOrEqual(2_000);
                  JSON.parse(control.value!);
                } else {
                  expect(control.url.length).toBeLessThanOrEqual(3_000);
                  expect(control.url).toMatch(/^https?:/);
                }
                const { title, text: asked, confirm, deny } = control.confirm ?? {};
                for (const [part, limit] of [
                  [title, 100],
                  [asked, 300],
                  [confirm, 30],
                  [deny, 30],
                ] as const) {
                  if (part) expectText(part, limit);
                }
              }
            }
          }
          expect(new Set(ids).size).toBe(ids.length);
          expect(unescaped(drawn.text)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  function expectText(one: Any, limit: number) {
    const words: string = one.text ?? '';
    expect(words.length).toBeLessThanOrEqual(limit);
    expect(words.length).toBeGreaterThan(0);
    expect(unescaped(words)).toEqual([]);
    expect(words).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }

  /** Everything in angle brackets that we did not put there ourselves. */
  function unescaped(words: string): string[] {
    const ours = /<@U123>|<!date\^-?\d+\^\{date_short_pretty\} \{time\}\|[^<>|]* UTC>/g;
    return words.replace(ours, '').match(/[<>]/g) ?? [];
  }
});
