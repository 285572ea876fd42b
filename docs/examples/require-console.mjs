/**
 * Express middleware that lets only those in who have the console of a product, by Latchkey's decision API.
 * Nothing is kept: each request asks, so that an end or a revocation counts at once. Without an answer, nobody gets in.
 *
 * @param {object} options
 * @param {string} options.latchkey the address of Latchkey, such as https://latchkey.acme.test
 * @param {string} options.token of the client in latchkey.yml
 * @param {string} options.product the product's id in latchkey.yml
 * @param {(request: object) => string | undefined} options.emailOf who is signed in, by your own sign-in
 */
export function requireConsole({ latchkey, token, product, emailOf }) {
  return async (request, response, next) => {
    const email = emailOf(request);
    if (email === undefined) return response.status(401).send('Sign in first.');
    try {
      const { decision, context } = await decide({ latchkey, token, product, email });
      if (decision) return next();
      return response.status(403).send(context?.reason_user ?? 'You don’t have access.');
    } catch {
      return response.status(503).send('Access can’t be checked right now. Try again in a minute.');
    }
  };
}

/** Asks once. @returns {Promise<{decision: boolean, context?: {reason_user?: string}}>} throws where there is no answer */
export async function decide({ latchkey, token, product, email }) {
  const answer = await fetch(new URL('/access/v1/evaluation', latchkey), {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      subject: { type: 'user', id: email },
      action: { name: 'console' },
      resource: { type: 'product', id: product },
    }),
    signal: AbortSignal.timeout(3000),
  });
  if (!answer.ok) throw new Error(`Latchkey answered ${answer.status}`);
  return answer.json();
}
