import { wrongUse } from '../io.ts';
import type { Answers } from './answers.ts';
import { listOf } from './answers.ts';
import type { FirstConfiguration } from './config-text.ts';
import type { InitOptions } from './options.ts';

/** Asks for what the first latchkey.yml says; `on`: the platforms that have a token. */
export async function askConfiguration(
  answers: Answers,
  options: InitOptions,
  on: readonly string[],
): Promise<FirstConfiguration> {
  const administrators = listOf(
    await answers.one(
      { name: '--administrator', text: 'E-mails of the Latchkey administrators' },
      options.administrator?.join(' '),
    ),
  );
  const products = listOf(
    await answers.one(
      { name: '--product', text: 'Ids of products whose console people can request', isOptional: true },
      options.product?.join(' '),
    ),
  );
  const instances = listOf(
    await answers.one(
      { name: '--instance', text: 'Ids of instances whose roles people can request', isOptional: true },
      options.instance?.join(' '),
    ),
  );
  answers.done();
  if (products.length + instances.length === 0) {
    throw wrongUse('Nothing was written. Name a product (--product ID) or an instance (--instance ID).');
  }
  const channelsFor = async (name: 'approvals' | 'audit', text: string) => {
    const given = channelsOf(options[name], `--${name}`);
    const found: Record<string, string> = {};
    for (const platform of on) {
      const question = { name: `--${name} ${platform}=CHANNEL`, text: `${platform}: ${text}`, isOptional: true };
      const id = await answers.one(question, given[platform]);
      if (id !== '') found[platform] = id;
    }
    return found;
  };
  return {
    administrators,
    // Whoever sets it up decides until others are named.
    products: products.map((id) => ({ id, administrators })),
    instances: instances.map((id) => ({ id, administrators })),
    approvals: await channelsFor('approvals', 'the id of the channel where requests are decided'),
    audit: await channelsFor('audit', 'the id of the channel for the audit trail'),
  };
}

function channelsOf(given: readonly string[] | undefined, option: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    (given ?? []).map((text) => {
      const [platform, id, more] = text.split('=');
      if (!platform || !id || more !== undefined)
        throw wrongUse(`${option} takes PLATFORM=CHANNEL, such as slack=C0APPROVE.`);
      return [platform, id];
    }),
  );
}
