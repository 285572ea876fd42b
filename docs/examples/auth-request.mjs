/**
 * What nginx's auth_request asks: 204 lets the request through, 401 and 403 don't. nginx names the person in X-Email, which
 * it sets itself and never takes from outside.
 *
 *   LATCHKEY_URL=http://127.0.0.1:3000 GATEWAY_TOKEN=… PRODUCT=acme-prod PORT=9100 node auth-request.mjs
 */
import { createServer } from 'node:http';
import { decide } from './require-console.mjs';

const { LATCHKEY_URL: latchkey, GATEWAY_TOKEN: token, PRODUCT: product, PORT = '9100' } = process.env;

createServer(async (request, response) => {
  const email = request.headers['x-email'];
  if (typeof email !== 'string' || email === '') return response.writeHead(401).end();
  try {
    const { decision } = await decide({ latchkey, token, product, email });
    return response.writeHead(decision ? 204 : 403).end();
  } catch {
    return response.writeHead(500).end();
  }
}).listen(Number(PORT), '127.0.0.1');
