import { describe, expect, it } from 'vitest';
import { signInAs } from '../../../sandbox/page/app/discord/sign-in.ts';
import { withDates } from '../../../sandbox/page/app/slack/dates.ts';

const seconds = Date.UTC(2024, 4, 7, 20, 5, 9) / 1000;
const drawn = (format: string, more = '') => withDates(`at <!date^${seconds}^${format}${more}|a time>.`, 'UTC');

describe('Slack’s dates on the sandbox’s page', () => {
  it('have 24 hours and the day first, as the rest of the page has', () => {
    expect(drawn('{time}')).toBe('at 20:05.');
    expect(drawn('{time_secs}')).toBe('at 20:05:09.');
    expect(drawn('{date_short} {time}')).toBe('at 7 May 2024 20:05.');
    expect(drawn('{date}')).toBe('at 7 May 2024.');
    expect(drawn('{date_long}')).toBe('at Tuesday, 7 May 2024.');
    expect(drawn('{date_num}')).toBe('at 07/05/2024.');
  });

  it('name the days nearby where the format is a pretty one', () => {
    const now = Math.floor(Date.now() / 1000);
    expect(withDates(`<!date^${now}^{date_pretty}|x>`, 'UTC')).toBe('today');
    expect(withDates(`<!date^${now + 86_400}^{date_short_pretty}|x>`, 'UTC')).toBe('tomorrow');
    expect(drawn('{date_pretty}')).toBe('at 7 May 2024.');
  });

  it('keep their link, and are left alone where the format is unknown', () => {
    expect(drawn('{time}', '^https://acme.test/')).toBe('at <https://acme.test/|20:05>.');
    expect(drawn('{ago}')).toContain('{ago}');
    expect(withDates('no date <@U1> here', 'UTC')).toBe('no date <@U1> here');
  });
});

describe('a link to Discord’s sign-in page', () => {
  const page = 'http://127.0.0.1:4000/oauth2/authorize?client_id=1&state=x';

  it('says whom one plays', () => {
    expect(new URL(signInAs(page, '301')).searchParams.get('as')).toBe('301');
    expect(signInAs(page, undefined)).toBe(page);
  });

  it('is the only one that does', () => {
    for (const other of ['https://discord.com/oauth2/authorize?x=1', 'http://127.0.0.1:4000/other', 'not an address']) {
      expect(signInAs(other, '301')).toBe(other);
    }
  });
});
