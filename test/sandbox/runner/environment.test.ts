import { describe, expect, it } from 'vitest';
import { childEnvironment, localPort, withDatabase } from '../../../sandbox/runner/environment.ts';

describe('the environment of a Latchkey in the sandbox', () => {
  it.each([
    ['mongodb://127.0.0.1:27017', 'mongodb://127.0.0.1:27017/latchkey'],
    ['mongodb://127.0.0.1:27017/', 'mongodb://127.0.0.1:27017/latchkey'],
    ['mongodb://127.0.0.1:27017/?directConnection=true', 'mongodb://127.0.0.1:27017/latchkey?directConnection=true'],
    ['mongodb://127.0.0.1:27017/mine?w=1', 'mongodb://127.0.0.1:27017/mine?w=1'],
    ['mongodb://a:1,b:2/?replicaSet=rs', 'mongodb://a:1,b:2/latchkey?replicaSet=rs'],
    ['mongodb+srv://u:p@host', 'mongodb+srv://u:p@host/latchkey'],
  ])('names a database: %s', (uri, expected) => {
    expect(withDatabase(uri)).toBe(expected);
  });

  it('lets no token of a real chat reach it beside a local one', () => {
    const own = { PATH: '/bin', SLACK_APP_TOKEN: 'real', DISCORD_TOKEN: 'real', LOG_LEVEL: 'debug' };
    expect(childEnvironment(own, { SLACK_BOT_TOKEN: 'local' }, true)).toEqual({
      PATH: '/bin',
      SLACK_BOT_TOKEN: 'local',
      LOG_LEVEL: 'debug',
      HOST: '127.0.0.1',
    });
  });

  it('leaves the tokens alone where there is no local chat', () => {
    expect(childEnvironment({ SLACK_BOT_TOKEN: 'real' }, {}, false)).toMatchObject({ SLACK_BOT_TOKEN: 'real' });
  });

  it.each([
    ['http://127.0.0.1:3000/slack/events', 3000],
    ['http://localhost/slack/events', 80],
    ['http://[::1]:4000/', 4000],
    ['https://127.0.0.1:3000/', undefined],
    ['http://example.test:3000/', undefined],
  ])('knows the port here that %s delivers to', (url, port) => {
    expect(localPort(url)).toBe(port);
  });
});
