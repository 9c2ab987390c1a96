import { isFrameCursor } from '../../../domain/frame.ts';
import { parseEuid } from '../../../domain/identity.ts';
import type { DeviceState } from '../../../domain/ports/devices.ts';
import { ApiError, invalidInput } from '../../errors/api-error.ts';
import type { GatewayContext } from '../context.ts';
import type { QueryResolvers } from '../generated.ts';
import { requireRight } from '../rights.ts';

const framesMax = 1_000;

/** The last frames of a device, oldest first. @throws ApiError `KT-CT-4301`, `KT-CT-4321`. */
export const deviceFrames: QueryResolvers['deviceFrames'] = async (_root, args, context) => {
  await requireRight(context, 'trace', '');
  const first = args.first ?? 0;
  if (first < 1 || first > framesMax) {
    const message = `must be 1 to ${framesMax}`;
    throw invalidInput('KT-CT-4321', { message, inputPath: ['first'] });
  }
  const after = args.after ?? null;
  if (after !== null && !isFrameCursor(after)) {
    const message = 'must be the cursor of a page';
    throw invalidInput('KT-CT-4321', { message, inputPath: ['after'] });
  }
  const { device } = await findDevice(context, args.deviceId);
  const page = await context.parts.frames.read(device.id, { after, limit: first });
  return {
    cursor: page.cursor,
    frames: page.frames.map(({ atMs, direction, ...frame }) => ({
      ...frame,
      at: atMs,
      direction: direction === 'in' ? 'IN' : 'OUT',
    })),
  };
};

async function findDevice({ parts }: GatewayContext, name: string): Promise<DeviceState> {
  const found =
    (await parts.devices.find(name)) ??
    (await parts.devices.findByIdentity(parseEuid(name) ?? name));
  if (found) return found;
  throw new ApiError('KT-CT-4301');
}
