/** Collects what is wrong with blocks or a view, in Slack's words and with its JSON pointers. */
export interface Report {
  add: (pointer: string, complaint: string) => void;
  /** `must be less than 76 characters [json-pointer:/blocks/0/text/text]` … */
  found: string[];
}

export function createReport(): Report {
  const found: string[] = [];
  return { found, add: (pointer, complaint) => found.push(`${complaint} [json-pointer:${pointer}]`) };
}

/** A text of 1 to `most` characters; absent is fine unless `required`. */
export function checkText(report: Report, pointer: string, value: unknown, most: number, required = false): void {
  if (value === undefined || value === null) {
    if (required) missing(report, pointer);
    return;
  }
  if (typeof value !== 'string') report.add(pointer, 'must be a string');
  else if (value.length === 0) report.add(pointer, 'must be more than 0 characters');
  else if (value.length > most) report.add(pointer, `must be less than ${most + 1} characters`);
}

/** An array of at least `least` and at most `most` items. */
export function checkCount(report: Report, pointer: string, value: unknown, most: number, least = 1): boolean {
  if (!Array.isArray(value)) {
    missing(report, pointer);
    return false;
  }
  if (value.length > most) report.add(pointer, `no more than ${most} items allowed`);
  if (value.length < least) report.add(pointer, `no fewer than ${least} items allowed`);
  return true;
}

/** Says that a field that must be there is not. */
export function missing(report: Report, pointer: string): void {
  const field = pointer.slice(pointer.lastIndexOf('/') + 1);
  report.add(pointer.slice(0, pointer.lastIndexOf('/')) || '/', `missing required field: ${field}`);
}
