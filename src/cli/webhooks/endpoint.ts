import { nearest } from '../../config/nearest.ts';
import type { Catalogue, Endpoint } from '../../domain/catalogue.ts';
import { parseDuration } from '../../domain/duration.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import type { Io } from '../io.ts';
import { wrongUse } from '../io.ts';
import { readCatalogue } from '../read-catalogue.ts';
import { unknownWord } from '../shape.ts';

/** The endpoint that somebody named; else wrong use, with the one that they may have meant. */
export async function namedEndpoint(
  io: Io,
  id: string,
): Promise<{ readonly catalogue: Catalogue; readonly endpoint: Endpoint }> {
  const { catalogue } = await readCatalogue(io);
  const known = everyEndpoint(catalogue);
  const endpoint = known.find((one) => one.id.toLowerCase() === id.toLowerCase());
  if (endpoint !== undefined) return { catalogue, endpoint };
  if (known.length === 0) throw wrongUse('latchkey.yml names no endpoints: add one under webhooks (docs/webhooks.md).');
  throw wrongUse(
    unknownWord(
      'There is no endpoint',
      id,
      known.map((one) => one.id),
      nearest,
    ),
  );
}

/** A moment as it's typed: a date with a time and its zone, or how long ago (`2h`, `3 days`). In ms since the epoch. */
export function momentOf(text: string, option: string, now: number): number {
  const ago = parseDuration(text);
  if (ago.ok && ago.ms !== null) return now - ago.ms;
  const at = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text)
    ? Date.parse(text)
    : NaN;
  if (!Number.isNaN(at)) return at;
  throw wrongUse(
    `${option} takes how long ago, such as 2h or 3 days, or a moment, such as 2026-11-29T18:00Z; not "${text}".`,
  );
}
