/** Cuts words that are shown as they are (labels of our own controls). */
export function cutWithin(text: string, limit: number): string {
  return text.length <= limit ? text : cutUnits(Array.from(text), limit);
}

/** Joins as many units as fit; what is cut off is shown by an ellipsis. */
export function cutUnits(units: readonly string[], limit: number): string {
  const whole = units.join('');
  if (whole.length <= limit) return whole;
  let text = '';
  for (const unit of units) {
    if (text.length + unit.length > limit - 1) break;
    text += unit;
  }
  return `${text}…`;
}
