/** Before every key, so that installations on one Redis never meet. The braces keep a queue's keys in one cluster slot. */
export function prefixOf(installationId: string): string {
  return `latchkey:{${installationId}}`;
}

/**
 * Any text as a custom job id: BullMQ refuses `:` in one, and ids that are whole numbers. Different texts stay different.
 */
export function jobId(text: string): string {
  return `j.${text.replaceAll('%', '%25').replaceAll(':', '%3A')}`;
}

/** The list of jobs that were refused, newest first. */
export function deadLettersKey(installationId: string): string {
  return `${prefixOf(installationId)}:dead-letters`;
}
