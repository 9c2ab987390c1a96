import type { DeviceId, DeviceIdentity } from '../../src/domain/device.ts';
import type { DeviceConnection, Order } from '../../src/domain/ports/connections.ts';
import type { SendResult } from '../../src/domain/reply.ts';

/** What a fake device does with an order; the default answers nothing yet. */
export type Script = (order: Order, signal: AbortSignal) => SendResult | Promise<SendResult>;

/** A device's link without a wire: it writes down every order that would have left. */
export type FakeConnection = DeviceConnection & {
  /** Orders that were really sent, in the order in which their bytes left. */
  readonly sent: Order[];
  readonly closedFor: string[];
  answer: Script;
  ready: boolean;
};

/** The frame is out; the answer comes by an event. */
export const answerLater: Script = () => ({ kind: 'pending' });

/** Makes a link of one epoch. */
export function makeFakeConnection(
  device: { id: DeviceId; identity: DeviceIdentity | null },
  epoch: number,
  over: Partial<Pick<FakeConnection, 'answer' | 'procedure' | 'protocol' | 'ready'>> = {},
): FakeConnection {
  const connection: FakeConnection = {
    deviceId: device.id,
    identity: device.identity ?? ('nobody' as DeviceIdentity),
    protocol: 'mqtt',
    procedure: 'single-frame',
    epoch,
    sent: [],
    closedFor: [],
    answer: answerLater,
    ready: true,
    ...over,
    isReady: () => connection.ready,
    prepare: (order) => ({
      frameHash: connection.procedure === 'steps' ? null : `frame-${order.attempt}`,
      async send(signal) {
        connection.sent.push(order);
        return await connection.answer(order, signal);
      },
    }),
    close: (reason) => {
      connection.closedFor.push(reason);
    },
  };
  return connection;
}
