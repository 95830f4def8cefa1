import { davProvider } from '../carddav/provider.ts';
import type { Addresses } from '../manifest.ts';
import type { PasswordProvider } from '../provider.ts';
import type { icloudManifest } from './manifest.ts';
import { icloudPreset } from './preset.ts';

/** `url` is Apple's entry, or a sandbox. */
export const icloudProvider = ({ url }: Addresses<typeof icloudManifest>): PasswordProvider =>
  davProvider(icloudPreset(url));
