/** What tells of a report that waits, and the entries of the record about it, are named after it. */
export const waitsNotice = (report: string): string => `report-waits-${report}`;
export const waitsKey = (report: string): string => `report-waits/${report}`;
export const decidedKey = (report: string): string => `report-decided/${report}`;

/** The report that a message's name says that it tells of; null: of none. */
export function reportOfNotice(id: string): string | null {
  return /^report-waits-([^-]+)-/.exec(id)?.[1] ?? null;
}
