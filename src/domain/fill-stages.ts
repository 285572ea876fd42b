/**
 * Whether distinct people can fill every stage, one seat each (A4). Pure.
 * @param counts how many people each stage needs
 * @param candidates for each human, for each stage, whether they qualify for it
 */
export function canFill(counts: readonly number[], candidates: readonly (readonly boolean[])[]): boolean {
  const seats = counts.flatMap((count, stage) => Array.from({ length: count }, () => stage));
  const seatOf = new Map<number, number>();

  /** Finds the candidate a seat, moving others where that makes room. */
  function seat(candidate: number, tried: Set<number>): boolean {
    for (const [at, stage] of seats.entries()) {
      if (tried.has(at) || candidates[candidate]?.[stage] !== true) continue;
      tried.add(at);
      const holder = seatOf.get(at);
      if (holder !== undefined && !seat(holder, tried)) continue;
      seatOf.set(at, candidate);
      return true;
    }
    return false;
  }

  for (const candidate of candidates.keys()) {
    if (seatOf.size === seats.length) return true;
    seat(candidate, new Set());
  }
  return seatOf.size === seats.length;
}
