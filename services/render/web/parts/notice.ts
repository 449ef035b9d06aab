const KEY = 'notice';

/** Something to say on the next screen. */
export const leaveNotice = (text: string): void => {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    // Then it goes unsaid; nothing depends on it.
  }
};

/** Says above the page what the screen before has left, once. */
export const showNotice = (): void => {
  const text = sessionStorage.getItem(KEY);
  if (text === null) return;
  sessionStorage.removeItem(KEY);
  const notice = document.createElement('p');
  notice.className = 'said';
  notice.setAttribute('role', 'status');
  notice.textContent = text;
  document.querySelector('main')?.prepend(notice);
};
