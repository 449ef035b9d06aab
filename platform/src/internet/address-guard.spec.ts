import { describe, expect, it } from '@jest/globals';
import { literalOf, mayCall, objectionTo } from './address-guard.ts';

const PUBLIC_ONLY = { privateNetwork: false, plainHttp: false };
const AT_HOME = { privateNetwork: true, plainHttp: true };

const PRIVATE = [
  ['loopback', '127.0.0.1'],
  ['all of loopback', '127.255.255.254'],
  ['a private network', '10.0.0.1'],
  ['another', '172.16.0.1'],
  ['the end of it', '172.31.255.255'],
  ['a third', '192.168.1.1'],
  ['behind a carrier, where Alibaba keeps its metadata', '100.100.100.200'],
  ['loopback of IPv6', '::1'],
  ['unique local, where AWS keeps its metadata', 'fd00:ec2::254'],
];
const NEVER = [
  ['metadata of most clouds', '169.254.169.254'],
  ['credentials of containers', '169.254.170.2'],
  ['unspecified', '0.0.0.0'],
  ['"this network"', '0.1.2.3'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['reserved', '240.0.0.1'],
  ['metadata of Oracle', '192.0.0.192'],
  ['documentation', '203.0.113.7'],
  ['benchmarks', '198.18.0.1'],
  ['the agent of Azure', '168.63.129.16'],
  ['unspecified of IPv6', '::'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local of old', 'fec0::1'],
  ['multicast of IPv6', 'ff02::1'],
  ['IPv4 mapped', '::ffff:127.0.0.1'],
  ['IPv4 mapped, public', '::ffff:93.184.216.34'],
  ['IPv4 compatible', '::127.0.0.1'],
  ['IPv4 translated', '::ffff:0:127.0.0.1'],
  ['NAT64', '64:ff9b::7f00:1'],
  ['NAT64 of a network of its own', '64:ff9b:1::a00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  ['discard', '100::1'],
  ['documentation of IPv6', '2001:db8::1'],
  ['newer documentation', '3fff::1'],
  ['segment routing', '5f00::1'],
  ['not given out', '4000::1'],
  ['no address at all', 'localhost'],
];
const PUBLIC = ['93.184.216.34', '1.1.1.1', '100.63.255.255', '100.128.0.1', '172.32.0.1', '2606:2800:220:1:248:1893:25c8:1946', '2a00::1'];

describe('an address', () => {
  it.each(PRIVATE)('of %s is called where the private network is allowed, and nowhere else', (_what, address) => {
    expect([mayCall(address, PUBLIC_ONLY, []), mayCall(address, AT_HOME, [])]).toEqual([false, true]);
  });

  it.each(NEVER)('of %s is never called', (_what, address) => {
    expect([mayCall(address, PUBLIC_ONLY, []), mayCall(address, AT_HOME, [])]).toEqual([false, false]);
  });

  it.each(PUBLIC)('of the public internet is called: %s', (address) => {
    expect(mayCall(address, PUBLIC_ONLY, [])).toBe(true);
  });

  it('of the machine itself is called at home only, public as it may be', () => {
    expect([mayCall('1.1.1.1', PUBLIC_ONLY, ['1.1.1.1']), mayCall('1.1.1.1', AT_HOME, ['1.1.1.1'])]).toEqual([false, true]);
  });
});

describe('a URL', () => {
  it.each(['ftp://example.org/', 'file:///etc/passwd', 'gopher://example.org/', 'data:text/plain,x', 'unix:/run/docker.sock'])(
    'of a strange scheme is turned down: %s',
    (url) => expect(objectionTo(new URL(url), AT_HOME)).toMatch(/^An address begins with/),
  );

  it('without TLS is called only where that is allowed', () => {
    const url = new URL('http://example.org/');
    expect([objectionTo(url, PUBLIC_ONLY), objectionTo(url, AT_HOME)]).toEqual(['An address begins with https://.', undefined]);
  });

  it.each(['https://ada@example.org/', 'https://ada:secret@example.org/'])('names nobody: %s', (url) => {
    expect(objectionTo(new URL(url), AT_HOME)).toMatch(/no user/);
  });

  it.each([
    ['22', false],
    ['25', false],
    ['80', true],
    ['443', true],
    ['1023', false],
    ['1024', true],
    ['8443', true],
  ])('with port %s may be called: %s', (port, may) => {
    expect(objectionTo(new URL(`https://example.org:${port}/`), PUBLIC_ONLY) === undefined).toBe(may);
  });

  it.each([
    ['http://2130706433/', '127.0.0.1'],
    ['http://0x7f.1/', '127.0.0.1'],
    ['http://0177.0.0.1/', '127.0.0.1'],
    ['http://127.1/', '127.0.0.1'],
    ['http://①②⑦.0.0.1/', '127.0.0.1'],
    ['http://[::ffff:10.0.0.1]/', '::ffff:a00:1'],
    ['http://localhost/', undefined],
  ])('is seen through in every spelling: %s', (url, literal) => {
    expect(literalOf(new URL(url))).toBe(literal);
  });
});
