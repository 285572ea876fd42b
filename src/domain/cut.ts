/**
 * A text of at most `most` UTF-16 units (0 or more), the ellipsis for what is cut off included. Never splits a code point,
 * and is well-formed whatever it is given: half a sign makes a platform refuse the whole message.
 */
export function cut(text: string, most: number): string {
  const whole = text.toWellFormed();
  if (whole.length <= most) return whole;
  return most < 1 ? '' : `${whole.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** Joins as many units as fit into `most` UTF-16 units (1 or more); what is cut off is shown by an ellipsis. */
export function cutUnits(units: readonly string[], most: number): string {
  const whole = units.join('');
  if (whole.length <= most) return whole;
  let text = '';
  for (const unit of units) {
    if (text.length + unit.length > most - 1) break;
    text += unit;
  }
  return `${text}…`;
}
