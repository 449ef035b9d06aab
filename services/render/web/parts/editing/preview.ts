/** The page as it will look, beside its text. */
import { raw } from '../../../src/domain/templates/html.ts';
import { ask, succeeded, textOf } from '../api.ts';
import { draw } from '../draw.ts';

const AFTER_TYPING = 250;

export interface Preview {
  /** Draws the text, soon: what is typed meanwhile is drawn with it. */
  readonly update: (text: string) => void;
}

/** Answers that come late are those of an older text, and dropped. */
export const preview = (place: HTMLElement, address: string, drawn: () => void): Preview => {
  let timer = 0;
  let latest = 0;
  const render = async (text: string): Promise<void> => {
    const mine = (latest += 1);
    const answer = await ask(address, { method: 'POST', body: { content: text } });
    if (mine !== latest || !succeeded(answer)) return;
    // Made by the one sanitiser, as every page is.
    draw(place, raw(textOf(answer.body['html'])));
    drawn();
  };
  return {
    update: (text) => {
      clearTimeout(timer);
      timer = window.setTimeout(() => void render(text), AFTER_TYPING);
    },
  };
};
