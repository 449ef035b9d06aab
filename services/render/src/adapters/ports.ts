import type { KernelPorts } from '@wikibot/platform/kernel/ports';
import type { Ports } from '../ports.ts';
import { folderAssets } from './folder-assets.ts';
import { recentFolders } from './recent-folders.ts';

const makePorts = async (kernel: KernelPorts): Promise<Ports> => {
  const { payloads, webAssets } = kernel.resources;
  if (!payloads || !webAssets) throw new Error('the render service needs payloads and web assets');
  return { ...kernel, payloads, recentFolders: recentFolders(), assets: await folderAssets(webAssets.folder) };
};

export default makePorts;
