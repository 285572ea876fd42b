/**
 * A link as somebody follows it: Discord's sign-in page is told whom one plays, as a browser that is signed in would.
 * @param id of the Discord account that one plays; absent: they have none
 */
export function signInAs(href: string, id: string | undefined): string {
  const url = URL.canParse(href) ? new URL(href) : undefined;
  const isSignIn = url?.hostname === '127.0.0.1' && url.pathname === '/oauth2/authorize';
  if (url === undefined || !isSignIn || id === undefined) return href;
  url.searchParams.set('as', id);
  return url.href;
}
