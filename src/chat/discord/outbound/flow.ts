import { cut, cutUnits } from '../../../domain/cut.ts';

/** A field of an embed. */
export interface Field {
  readonly name: string;
  readonly value: string;
  readonly inline: boolean;
}

/** Discord's limits of an embed (DESIGN §6), less the room for “and N more”. */
const limits = { description: 4_000, fields: 24, name: 256, value: 1_000 } as const;
const unnamed = '\u200b';

/**
 * Fills one embed from above: words go into the description until the first fact stands there as a field; from then on they
 * go into fields, under their heading where they have one. Nothing goes in once something did not fit.
 * @param room characters left for description and fields together
 */
export function createFlow(room: number) {
  let left = room;
  const lines: string[] = [];
  const fields: { name: string; value: string; inline: boolean }[] = [];
  /** The field that takes further lines. */
  let open: { name: string; value: string; inline: boolean } | null = null;
  let heading: string | null = null;
  let isFull = false;

  function take(length: number): boolean {
    if (isFull || length > left) isFull = true;
    else left -= length;
    return !isFull;
  }

  function intoDescription(text: string): boolean {
    const length = lines.reduce((sum, one) => sum + one.length + 1, 0) + text.length;
    if (length > limits.description) isFull = true;
    if (!take(text.length + 1)) return false;
    lines.push(text);
    return true;
  }

  function intoFields(text: string, joins: boolean): boolean {
    if (open && joins && heading === null && open.value.length + text.length + 1 <= limits.value) {
      if (!take(text.length + 1)) return false;
      open.value += `\n${text}`;
      return true;
    }
    if (fields.length >= limits.fields) isFull = true;
    const name = heading ?? unnamed;
    if (!take(name.length + text.length)) return false;
    heading = null;
    open = { name, value: text, inline: false };
    fields.push(open);
    return true;
  }

  return {
    /** A line or a paragraph. `joins`: it belongs to what stands before it. `start` begins every part of a split one. */
    line(units: readonly string[], { start = '', joins = true }: { start?: string; joins?: boolean } = {}): boolean {
      const parts = splitUnits(units, (fields.length > 0 ? limits.value : limits.description - 500) - start.length);
      return parts.every((part, index) => {
        const text = `${start}${part}`;
        if (text.trim() === '') return true;
        return fields.length > 0 ? intoFields(text, joins || index > 0) : intoDescription(text);
      });
    },
    /** Heads the lines that follow. */
    heading(units: readonly string[]): boolean {
      const words = cutUnits(units, limits.name).trim();
      if (fields.length > 0) heading = words || unnamed;
      else if (words !== '') return intoDescription(`**${words}**`);
      return !isFull;
    },
    field(name: readonly string[], value: readonly string[], inline: boolean): boolean {
      if (fields.length >= limits.fields) isFull = true;
      const field = {
        name: cutUnits(name, limits.name).trim() || unnamed,
        value: cutUnits(value, limits.value).trim() || '–',
        inline,
      };
      if (!take(field.name.length + field.value.length)) return false;
      fields.push(field);
      open = null;
      return true;
    },
    /** What is drawn; `note`: a last line, for which there is always room. */
    end(note: string | null): { readonly description: string; readonly fields: readonly Field[] } {
      if (note !== null && fields.length > 0) fields.push({ name: unnamed, value: note, inline: false });
      else if (note !== null) lines.push(note);
      return { description: lines.join('\n').trim(), fields };
    },
  };
}

export type Flow = ReturnType<typeof createFlow>;

/** Parts of at most `limit` characters, cut between units; one part where everything fits. */
function splitUnits(units: readonly string[], limit: number): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const unit of units) {
    if (part.length + unit.length > limit && part !== '') {
      parts.push(part);
      part = '';
    }
    part += cut(unit, limit);
  }
  return [...parts, part];
}
