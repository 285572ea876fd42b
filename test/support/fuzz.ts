/**
 * How many random inputs a property of the systems' interfaces is tried with: 1,000, or what `LATCHKEY_FUZZ` says
 * (`npm run fuzz`: 10,000).
 */
export const fuzzRuns = Math.max(1, Number(process.env['LATCHKEY_FUZZ'] ?? 1_000) || 1_000);
