import type { Embed } from '../types.ts';

export type Field = NonNullable<Embed['fields']>[number];

/** A field, and its place among those beside it: `1 of 1` has the line for itself. */
export interface Placed {
  field: Field;
  at: 1 | 2 | 3;
  of: 1 | 2 | 3;
}

const IN_A_ROW = 3;

/** Neighbouring inline fields stand beside each other, three in a line at most. */
export function placed(fields: readonly Field[]): Placed[] {
  const lines: Field[][] = [];
  for (const field of fields) {
    const last = lines.at(-1);
    const goesOn = field.inline === true && last?.[0]?.inline === true && last.length < IN_A_ROW;
    if (goesOn) last.push(field);
    else lines.push([field]);
  }
  return lines.flatMap((line) =>
    line.map((field, index) => ({ field, at: (index + 1) as Placed['at'], of: line.length as Placed['of'] })),
  );
}
