import { followScroll } from './parts/contents-scroll.ts';
import { copyButtons } from './parts/copy-code.ts';
import { dataTables } from './parts/data-tables.ts';
import { diagrams } from './parts/diagrams.ts';
import { drawer } from './parts/drawer.ts';
import { showNotice } from './parts/notice.ts';
import { inbox } from './parts/proposals/inbox.ts';
import { relativeTimes } from './parts/relative-time.ts';
import { paletteOpener } from './parts/palette/opener.ts';
import { aroundPage } from './parts/reading/page-around.ts';
import { pageMenu } from './parts/reading/page-menu.ts';
import { shortcuts } from './parts/shortcuts.ts';
import { treeState } from './parts/tree-state.ts';

// Each stands alone: one that fails takes nothing else with it, and the page reads well without any.
for (const part of [
  showNotice,
  relativeTimes,
  treeState,
  inbox,
  drawer,
  shortcuts,
  paletteOpener,
  pageMenu,
  aroundPage,
  followScroll,
  copyButtons,
  diagrams,
  dataTables,
]) {
  try {
    part();
  } catch (cause) {
    console.error(cause);
  }
}
