export type Json = Record<string, unknown>;

/**
 * Asks the sandbox's servers.
 * @throws an error with the server's own sentence where it refuses
 */
export async function send<T>(method: string, path: string, body?: Json): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T & { error?: string; message?: string };
  if (!response.ok) throw new Error(answer.error ?? answer.message ?? `The sandbox answered ${response.status}.`);
  return answer;
}

/** A part of an address. */
export const at = (id: string): string => encodeURIComponent(id);

/** What an error says. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
