import { expect, test } from 'vitest';
import { icloudPreset } from './preset.ts';

const isTrusted = (entry: string, url: string) => icloudPreset(entry).isTrustedHost(new URL(url));

test('the password goes to Apple’s entry and partitions over https, and nowhere like them', () => {
  const entry = 'https://contacts.icloud.com';
  for (const url of [
    'https://contacts.icloud.com/',
    'https://p42-contacts.icloud.com:443/1/',
    'https://p7-contacts.icloud.com/',
  ])
    expect(isTrusted(entry, url), url).toBe(true);
  for (const url of [
    'http://p42-contacts.icloud.com/',
    'https://p42-contacts.icloud.com:8443/',
    'https://p42-contacts.icloud.com.evil.net/',
    'https://xp42-contacts.icloud.com/',
    'https://p42-contacts.icloud.evil.net/',
    'https://p4200-contacts.icloud.com/',
    'https://127.0.0.1/',
  ])
    expect(isTrusted(entry, url), url).toBe(false);
});

test('a sandbox on this machine may send on to this machine only', () => {
  expect(isTrusted('http://127.0.0.1:4000', 'http://localhost:4000/')).toBe(true);
  expect(isTrusted('http://127.0.0.1:4000', 'http://192.168.1.1/')).toBe(false);
});
