import { HouseMenus } from './append.js';
import { HousePad } from './context_pad.js';
import { HousePalette } from './palette.js';
import { HouseReplace } from './replace.js';

export const menusModule = {
  __init__: ['houseMenus'],
  houseMenus: ['type', HouseMenus],
  paletteProvider: ['type', HousePalette],
  contextPadProvider: ['type', HousePad],
  replaceMenuProvider: ['type', HouseReplace],
};
