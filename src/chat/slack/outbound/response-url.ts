/**
 * Whether an address can be a `response_url` of the Slack that we are connected to. Whoever could put another one into the
 * queue or the store could have Latchkey call any address. Slack's own are at `hooks.` of the API's domain; a local Slack
 * has its own at the API's origin.
 */
export function isResponseUrl(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address) || !URL.canParse(apiUrl)) return false;
  const [url, api] = [new URL(address), new URL(apiUrl)];
  if (url.username !== '' || url.password !== '') return false;
  const domain = /^(?:www\.)?(slack(?:-gov)?\.com)$/.exec(api.hostname)?.[1];
  return domain === undefined
    ? url.origin === api.origin
    : url.protocol === 'https:' && url.hostname === `hooks.${domain}` && url.port === '';
}
