/** Whether a name matches a pattern with `*` and `?`, in any case; in time linear in each. */
export const matchesGlob = (name: string, pattern: string): boolean => {
  const [text, glob] = [[...name.toLowerCase()], [...pattern.toLowerCase()]];
  let at = 0;
  let place = 0;
  let star = -1;
  let from = 0;
  while (at < text.length) {
    if (glob[place] === '*') {
      star = place;
      from = at;
      place += 1;
    } else if (place < glob.length && (glob[place] === '?' || glob[place] === text[at])) {
      at += 1;
      place += 1;
    } else if (star === -1) return false;
    else {
      // The last star takes one more.
      from += 1;
      at = from;
      place = star + 1;
    }
  }
  return glob.slice(place).every((sign) => sign === '*');
};
