import { spoken } from './screen.ts';

const SHOWN_FOR = 1_500;

/** A copy button on every code block. */
export const copyButtons = (): void => {
  if (!('clipboard' in navigator)) return;
  const t = spoken<'copyCode' | 'copied'>();
  for (const block of document.querySelectorAll('.code-block')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = t.copyCode;
    button.addEventListener('click', () => {
      void navigator.clipboard.writeText(block.querySelector('pre')?.textContent ?? '').then(() => {
        button.textContent = t.copied;
        setTimeout(() => (button.textContent = t.copyCode), SHOWN_FOR);
      });
    });
    block.append(button);
  }
};
