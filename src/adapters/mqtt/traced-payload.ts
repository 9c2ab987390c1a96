/** A payload for the trace log: it becomes text only where the level is on. */
export function toTracedPayload(payload: Uint8Array): { toJSON(): string } {
  return { toJSON: () => Buffer.from(payload).toString('utf8') };
}

/** Characters of a device's topic that a log line shows. */
export const shownTopicMax = 120;
