/** The list of keys over the screen. It comes from the guide, so that no page carries it before somebody asks. */
const GUIDE = '/-/syntax';

const listed = async (): Promise<Element | undefined> => {
  try {
    const response = await fetch(GUIDE, { credentials: 'same-origin' });
    const guide = new DOMParser().parseFromString(await response.text(), 'text/html');
    return guide.getElementById('app:keys') ?? undefined;
  } catch {
    return undefined;
  }
};

/** Opens it, or closes it when it is open; Escape closes it, too. */
export const toggleKeys = async (): Promise<void> => {
  const standing = document.querySelector<HTMLDialogElement>('dialog.keys-overlay');
  if (standing) return standing.close();
  const keys = await listed();
  if (!keys) return;
  const dialog = document.createElement('dialog');
  dialog.className = 'keys-overlay';
  dialog.setAttribute('aria-labelledby', 'app:keys-title');
  dialog.append(document.adoptNode(keys));
  dialog.addEventListener('close', () => dialog.remove());
  dialog.addEventListener('click', ({ target }) => {
    if (target === dialog) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
};
