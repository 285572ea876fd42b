import { describe, expect, it } from 'vitest';
import { connectOptions, shown } from '../../../src/store/mongo/connection.ts';

describe('the address of MongoDB', () => {
  it.each([
    ['mongodb://127.0.0.1', 'latchkey'],
    ['mongodb://127.0.0.1:27017/', 'latchkey'],
    ['mongodb://127.0.0.1:27017/?replicaSet=rs0', 'latchkey'],
    ['mongodb+srv://ada:s%2Fecret@db.acme.test?tls=true', 'latchkey'],
    ['mongodb://127.0.0.1/access', undefined],
    ['mongodb://ada:secret@a.acme.test:1,b.acme.test:2/access?replicaSet=rs0', undefined],
  ])('%s: the database is latchkey where it names none', (uri, database) => {
    expect(connectOptions(uri).dbName).toBe(database);
  });

  it('is shown without what is secret', () => {
    expect(shown('mongodb://ada:secret@a.acme.test:1,b.acme.test/access?authSource=secret')).toBe(
      'mongodb://a.acme.test:1,b.acme.test/access',
    );
  });
});
