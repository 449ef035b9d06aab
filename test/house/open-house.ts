/** Opens the product on the chosen target: what journeys that hold for every world begin with. */
import type { House, HouseOptions } from './house.ts';
import { target } from './target.ts';
import type { Target } from './target.ts';

const openers: Readonly<Record<Target, (options: HouseOptions) => Promise<House>>> = {
  host: async (options) => (await import('./host.ts')).openHostHouse(options),
  template: async (options) => (await import('../template/house.ts')).openTemplateHouse(options),
};

export const openHouse = (options: HouseOptions = {}): Promise<House> => openers[target](options);
