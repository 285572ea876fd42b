import { expect, it } from 'vitest';
import { isEncrypted } from '../../../src/cli/doctor/is-encrypted.ts';

it.each([
  ['redis://127.0.0.1:6379', true],
  ['redis://localhost', true],
  ['redis://[::1]:6379/0', true],
  ['rediss://cache.acme.test', true],
  ['redis://cache.acme.test:6379', false],
  ['redis://user:p%40ss@cache.acme.test', false],
  ['mongodb://127.0.0.1:27017/latchkey', true],
  ['mongodb://%2Ftmp%2Fmongodb-27017.sock', true],
  ['mongodb://a.acme.test,b.acme.test/latchkey?replicaSet=rs', false],
  ['mongodb://localhost,b.acme.test', false],
  ['mongodb://a.acme.test/latchkey?tls=true', true],
  ['mongodb://a.acme.test/?ssl=true', true],
  ['mongodb+srv://db.acme.test/latchkey', true],
  ['mongodb+srv://db.acme.test/latchkey?tls=false', false],
  ['nothing', false],
])('%s: %s', (address, encrypted) => {
  expect(isEncrypted(address)).toBe(encrypted);
});
