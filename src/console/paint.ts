/** How parts of a line stand out on a terminal. */
export interface Paint {
  room(text: string): string;
  nick(text: string): string;
  event(text: string): string;
  error(text: string): string;
}

const plain = (text: string): string => text;

/** No colours at all. */
export const noPaint: Paint = { room: plain, nick: plain, event: plain, error: plain };

const sgr = (code: number) => (text: string) => `\x1b[${code}m${text}\x1b[0m`;

/** Colours every terminal has. */
export const colours: Paint = { room: sgr(36), nick: sgr(1), event: sgr(2), error: sgr(31) };
