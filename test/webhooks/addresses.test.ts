import { describe, expect, it } from 'vitest';
import { mayConnect } from '../../src/webhooks/addresses.ts';

const open = ['8.8.8.8', '1.1.1.1', '2606:4700:4700::1111', '2002:808:808::1', '64:ff9b::808:808', '::ffff:8.8.8.8'];

const insideNetwork = [
  '127.0.0.1',
  '127.8.9.10',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '::1',
  'fd12:3456::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
];

const never = [
  '169.254.169.254',
  '169.254.1.1',
  'fe80::1',
  'fd00:ec2::254',
  '168.63.129.16',
  '100.100.100.200',
  '192.0.0.192',
  '::ffff:169.254.169.254',
  '::ffff:a9fe:a9fe',
  '0.0.0.0',
  '0.1.2.3',
  '::',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  'ff02::1',
  '2001:db8::1',
  '3fff::1',
  'fec0::1',
  '100::1',
  '4000::1',
  '64:ff9b:1::808:808',
  'localhost',
  '',
];

/** An inner IPv4 address in every IPv6 form that some network would translate back. */
const embedded = [
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2002:a9fe:a9fe::1',
  '2002:c0a8:101::1',
  '2001:0:4136:e378:8000:63bf:80ff:fffe',
  '2606:4700::5efe:127.0.0.1',
  '2606:4700::200:5efe:10.0.0.1',
];

describe('where deliveries may go', () => {
  it.each(open)('%s is anybody’s', (address) => {
    expect(mayConnect(address, 'public')).toBe(true);
    expect(mayConnect(address, 'private')).toBe(true);
  });

  it.each(insideNetwork)('%s is inside: only for an endpoint that says so', (address) => {
    expect(mayConnect(address, 'public')).toBe(false);
    expect(mayConnect(address, 'private')).toBe(true);
  });

  it.each(never)('%s is no endpoint’s address', (address) => {
    expect(mayConnect(address, 'public')).toBe(false);
    expect(mayConnect(address, 'private')).toBe(false);
  });

  it.each(embedded)('%s counts as the IPv4 address inside', (address) => {
    expect(mayConnect(address, 'public')).toBe(false);
  });
});
