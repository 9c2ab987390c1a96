import type { Frame } from './ports/frame-log.ts';

/** What is kept of the text of one frame, characters. */
export const frameTextMax = 4_096;
/** What is kept of a name that a device chose. */
const frameNameMax = 120;

/** A frame for the log; `text` was masked by its adapter, which knows where secrets stand. */
export function toFrame(frame: Omit<Frame, 'isCut'>): Frame {
  return {
    ...frame,
    name: frame.name.slice(0, frameNameMax),
    text: frame.text.slice(0, frameTextMax),
    isCut: frame.text.length > frameTextMax,
  };
}

/** True for a text that the cursor of a page of frames may have been. */
export function isFrameCursor(text: string): boolean {
  return /^\d{1,15}-\d{1,10}$/.test(text);
}
