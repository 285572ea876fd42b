import { isObject, objects } from '../../common/json.ts';
import type { Json } from '../types.ts';
import { lengthOf } from './length.ts';
import type { Path, Report } from './report.ts';
import { checkInteger, checkList, checkObject, checkText } from './report.ts';

const MOST_TOGETHER = 6000;

/** Checks the embeds of a message. @returns them as Discord keeps them: of type rich, without what it does not know */
export function checkEmbeds(report: Report, given: unknown): Json[] {
  const list = checkList(report, ['embeds'], given, 10);
  const embeds = list.map((one, n) => checkEmbed(report, ['embeds', n], one));
  const together = embeds.reduce((sum, embed) => sum + charactersOf(embed), 0);
  if (together > MOST_TOGETHER) {
    report.add(['embeds'], 'MAX_EMBED_SIZE_EXCEEDED', `Embed size exceeds maximum size of ${MOST_TOGETHER}`);
  }
  return embeds;
}

function checkEmbed(report: Report, path: Path, given: unknown): Json {
  const embed = checkObject(report, path, given);
  if (embed === undefined) return {};
  const { title, description, url, timestamp, color, footer, author, image, thumbnail } = embed;
  checkText(report, [...path, 'title'], title, { most: 256 });
  checkText(report, [...path, 'description'], description, { most: 4096 });
  checkInteger(report, [...path, 'color'], color, 0, 0xffffff);
  if (checkText(report, [...path, 'timestamp'], timestamp, { most: 64 }) && Number.isNaN(Date.parse(timestamp))) {
    report.add([...path, 'timestamp'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${timestamp}. Should be ISO8601.`);
  }
  checkUrl(report, [...path, 'url'], url);
  if (isObject(footer)) {
    checkText(report, [...path, 'footer', 'text'], footer['text'], { most: 2048, required: true });
    checkUrl(report, [...path, 'footer', 'icon_url'], footer['icon_url']);
  }
  if (isObject(author)) {
    checkText(report, [...path, 'author', 'name'], author['name'], { least: 1, most: 256, required: true });
    checkUrl(report, [...path, 'author', 'url'], author['url']);
  }
  for (const [name, picture] of Object.entries({ image, thumbnail })) {
    if (isObject(picture)) checkUrl(report, [...path, name, 'url'], picture['url']);
  }
  const fields = checkList(report, [...path, 'fields'], embed['fields'], 25).map((one, n) =>
    checkField(report, [...path, 'fields', n], one),
  );
  const kept = { type: 'rich', title, description, url, timestamp, color, footer, author, image, thumbnail };
  const present = Object.entries(kept).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (present.length === 1 && fields.length === 0) {
    report.add([...path, 'description'], 'BASE_TYPE_REQUIRED', 'This field is required');
  }
  return { ...Object.fromEntries(present), ...(fields.length === 0 ? {} : { fields }) };
}

function checkField(report: Report, path: Path, given: unknown): Json {
  const field = checkObject(report, path, given);
  if (field === undefined) return {};
  const { name, value, inline = false } = field;
  for (const [key, text, most] of [
    ['name', name, 256],
    ['value', value, 1024],
  ] as const) {
    if (text === '') report.add([...path, key], 'BASE_TYPE_REQUIRED', 'This field is required');
    else checkText(report, [...path, key], text, { most, required: true });
  }
  return { name, value, inline };
}

/** An address that embeds and link buttons may lead to; absent is fine. */
export function checkUrl(report: Report, path: Path, url: unknown): void {
  if (url === undefined || url === null) return;
  const scheme = typeof url === 'string' && URL.canParse(url) ? new URL(url).protocol : '';
  if (['http:', 'https:', 'discord:', 'attachment:'].includes(scheme)) return;
  if (scheme === '') report.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  else report.add(path, 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme.slice(0, -1)}" is not supported.`);
}

function charactersOf(embed: Json): number {
  const footer = isObject(embed['footer']) ? embed['footer']['text'] : '';
  const author = isObject(embed['author']) ? embed['author']['name'] : '';
  const fields = objects(embed['fields']).flatMap((field) => [field['name'], field['value']]);
  const texts = [embed['title'], embed['description'], footer, author, ...fields];
  return texts.reduce<number>((sum, text) => sum + (typeof text === 'string' ? lengthOf(text) : 0), 0);
}
