/** A heading counts as reached a little before it touches the top. */
const REACHED = 120;

/** Marks the section being read in the contents. */
export const followScroll = (): void => {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.contents a')];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  if (links.length === 0) return;
  let waiting = false;
  const mark = (): void => {
    waiting = false;
    const reached = headings.findLastIndex((heading) => heading !== null && heading.getBoundingClientRect().top <= REACHED);
    links.forEach((link, at) => {
      if (at === reached) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    });
  };
  addEventListener(
    'scroll',
    () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(mark);
    },
    { passive: true },
  );
  mark();
};
