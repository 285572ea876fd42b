/** Asks a local chat's control API: `GET` without a body, else `POST` unless another method is named. */
export function control(url: string) {
  return async function ask<T = { ok: boolean; error?: string; message?: string }>(
    path: string,
    body?: object,
    method = body ? 'POST' : 'GET',
  ): Promise<T> {
    const response = await fetch(`${url.replace(/\/$/, '')}/sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as T;
  };
}
