import fc from 'fast-check';
import { request } from '../../commands/request.ts';
import type { PersonRef } from '../../src/domain/identity.ts';
import type { Block, Button, Message, Span } from '../../src/domain/message.ts';

/**
 * Any message that Latchkey could mean, within no platform's limits. `marks` are what means something to a platform, and
 * stands in its texts; `somebody` has an account there; `url` makes the
 * addresses of links.
 */
export function anyMessage(
  marks: readonly string[],
  somebody: PersonRef,
  url: (nasty: fc.Arbitrary<string>) => fc.Arbitrary<string>,
): fc.Arbitrary<Message> {
  const nasty = fc.oneof(
    fc.constantFrom(...marks, '', ' '),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.integer({ min: 1, max: 5_000 }).map((length) => '*_<'.repeat(length).slice(0, length)),
    fc.integer({ min: 1, max: 4_000 }).map((length) => '<&>'.repeat(length).slice(0, length)),
    fc.integer({ min: 1, max: 4_000 }).map((length) => '😀"\n'.repeat(length).slice(0, length)),
  );
  const span: fc.Arbitrary<Span> = fc.oneof(
    nasty,
    nasty.map((strong) => ({ strong })),
    nasty.map((code) => ({ code })),
    nasty.map((label) => ({ person: { id: 'nobody', label } })),
    fc.constant({ person: somebody }),
    fc.double().map((time) => ({ time })),
  );
  const text = fc.array(span, { maxLength: 6 });
  const button: fc.Arbitrary<Button> = fc.record(
    {
      label: nasty,
      style: fc.constantFrom('primary', 'danger', 'plain'),
      command: fc.constantFrom('approve', 'deny'),
      args: fc.record({ id: nasty }),
      confirm: fc.record({ title: nasty, text: nasty, yes: nasty, no: nasty }),
      form: fc.record({
        title: nasty,
        text: nasty,
        submit: nasty,
        cancel: nasty,
        fields: fc.array(fc.record({ name: fc.constantFrom('duration', 'reason'), label: nasty, hint: nasty }), {
          maxLength: 2,
        }),
      }),
    },
    { requiredKeys: ['label', 'style', 'command', 'args'] },
  );
  const buttons = fc.array(button, { maxLength: 28 });
  const block: fc.Arbitrary<Block> = fc.oneof(
    text.map((one): Block => ({ kind: 'text', text: one })),
    nasty.map((strong): Block => ({ kind: 'text', text: [{ strong }] })),
    fc
      .array(fc.record({ label: nasty, value: text }), { maxLength: 28 })
      .map((rows): Block => ({ kind: 'facts', rows })),
    fc.array(text, { maxLength: 40 }).map((items): Block => ({ kind: 'list', items })),
    nasty.map((value): Block => ({ kind: 'quote', value })),
    text.map((one): Block => ({ kind: 'note', text: one })),
    fc.record({ text, buttons }).map((row): Block => ({ kind: 'row', ...row })),
    fc.constant<Block>({ kind: 'usage', command: request.description }),
    fc.constant<Block>({ kind: 'divider' }),
  );
  return fc.record(
    {
      summary: nasty,
      tone: fc.constantFrom('plain', 'waiting', 'good', 'bad', 'ended'),
      title: nasty,
      headline: text,
      blocks: fc.array(block, { maxLength: 55 }),
      buttons,
      links: fc.array(fc.record({ label: nasty, url: url(nasty) }), { maxLength: 4 }),
    },
    { requiredKeys: ['summary', 'tone', 'blocks'] },
  );
}

/** For `JSON.stringify`: as it is to be, whole Unicode. */
export const wellFormed = (_: string, value: unknown) => (typeof value === 'string' ? value.toWellFormed() : value);
