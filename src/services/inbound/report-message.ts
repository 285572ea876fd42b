import type { Button, Message, Span, Text } from '../../domain/message.ts';
import type { FactAbout, Report } from '../../domain/reported.ts';
import { words } from '../../words/index.ts';
import { aboutWords, hookLabel } from '../catalogue/reports.ts';
import type { ShownChange } from './change.ts';

/** Names that are shown of each list. */
const mostShown = 20;

/** For the Latchkey administrators: a report that waits for one of them, with what it would change. */
export function reportWaitsMessage(
  about: FactAbout,
  { id, hook, asOf }: Report & { readonly id: string },
  change: ShownChange,
): Message {
  const texts = words.inbound.waits;
  const what = aboutWords(about);
  const button = (label: string, verdict: 'confirm' | 'refuse', style: Button['style']): Button => ({
    label,
    style,
    command: 'settle-report',
    args: { report: id, verdict },
    ...(verdict === 'confirm' && { confirm: texts.confirmAsk(what) }),
  });
  return {
    summary: texts.summary(hookLabel(hook), what),
    tone: 'waiting',
    title: texts.title,
    blocks: [
      { kind: 'text', text: texts.intro(hookLabel(hook), what, asOf) },
      {
        kind: 'facts',
        rows: [
          { label: texts.gone, value: [names(change.gone, change)] },
          { label: texts.added, value: [names(change.added, change)] },
        ],
      },
      { kind: 'note', text: [texts.before(change.before.length)] },
    ],
    buttons: [button(texts.confirm, 'confirm', 'primary'), button(texts.refuse, 'refuse', 'danger')],
  };
}

/** Who decided about a report, and when (ms). */
export interface ReportEnd {
  readonly verdict: 'confirmed' | 'refused';
  readonly by: Span;
  readonly at: number;
}

/**
 * What stands in its place once it doesn't wait any more; `end` null: a newer report took its place. `reported` by the label that
 * records have for the system; null, like `about`: not known.
 */
export function reportOverMessage(
  about: FactAbout | null,
  reported: { readonly hook: string; readonly asOf: number } | null,
  end: ReportEnd | null,
): Message {
  const texts = words.inbound.over;
  const how = end?.verdict ?? 'replaced';
  const what: Text =
    about === null || reported === null
      ? []
      : [...texts.reported(reported.hook, aboutWords(about), reported.asOf), ' '];
  const tone = { confirmed: 'good', refused: 'bad', replaced: 'ended' } as const;
  return {
    summary: texts.title[how],
    tone: tone[how],
    title: texts.title[how],
    blocks: [{ kind: 'text', text: [...what, ...(end === null ? texts.replaced : texts.decided(end))] }],
  };
}

function names(people: readonly string[], { labels }: ShownChange): string {
  if (people.length === 0) return words.inbound.waits.nobody;
  const shown = people.slice(0, mostShown).map((person) => labels.get(person) ?? person);
  return words.inbound.waits.names(shown, people.length - shown.length);
}
