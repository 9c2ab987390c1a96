/** A V8 CPU profile, as `node --cpu-prof` writes it; times in us of the monotonic clock. */
export type CpuProfile = {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      /** From 0; -1 for what has no place. */
      readonly lineNumber: number;
    };
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  /** From the sample before, the first one from `startTime`. */
  readonly timeDeltas: readonly number[];
};

/** A function and the time that was spent in itself. */
export type HotSpot = {
  readonly name: string;
  /** `src/store/scripts.ts:41`, `node:net:812`, or a word of V8 such as `(program)`. */
  readonly place: string;
  readonly selfMs: number;
  /** Of the time in which the process was not idle, 0 to 1. */
  readonly share: number;
};

type Span = { readonly fromUs: number; readonly toUs: number };

const idle = '(idle)';

/**
 * The functions with most self time inside the windows: a gateway's start and the set-up of a
 * scenario are in its profile too, and are not what was measured.
 */
export function topFunctions(
  profile: CpuProfile,
  windows: readonly Span[],
  count: number,
): readonly HotSpot[] {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spots = new Map<string, { name: string; place: string; selfUs: number }>();
  let busyUs = 0;
  let atUs = profile.startTime;
  profile.samples.forEach((id, index) => {
    const forUs = profile.timeDeltas[index] ?? 0;
    atUs += forUs;
    const frame = frames.get(id);
    if (!frame || !windows.some(({ fromUs, toUs }) => atUs >= fromUs && atUs <= toUs)) return;
    if (frame.functionName === idle) return;
    busyUs += forUs;
    const place = toPlace(frame);
    const name = frame.functionName || '(anonymous)';
    const spot = spots.get(`${name} ${place}`) ?? { name, place, selfUs: 0 };
    spot.selfUs += forUs;
    spots.set(`${name} ${place}`, spot);
  });
  return [...spots.values()]
    .sort((a, b) => b.selfUs - a.selfUs)
    .slice(0, count)
    .map(({ name, place, selfUs }) => ({
      ...{ name, place, selfMs: selfUs / 1_000, share: selfUs / busyUs },
    }));
}

/** Paths from the checkout on: a profile must not tell where that is. */
function toPlace({ url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  if (url === '') return 'v8';
  const path = url.replace(/^file:\/\/.*?\/(?=(src|node_modules|bin|bench)\/)/, '');
  return `${path}:${lineNumber + 1}`;
}
