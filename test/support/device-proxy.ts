import { type Cutter, type Frame, startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/**
 * A proxy between MQTT devices and the gateway's broker. Labels: `PUBLISH req`, `PUBLISH res`,
 * `PUBLISH state/<aspect>` and so on; other packets by the number of their type.
 */
export function startMqttProxy(): Promise<TcpProxy> {
  return startTcpProxy(null, () => ({ toServer: cutMqtt, toClient: cutMqtt }));
}

/**
 * A proxy between charge points and the gateway. Labels: `CALL <action>`, `CALLRESULT <action>`,
 * `CALLERROR <action>`, whichever side calls; control frames by the number of their opcode.
 */
export function startOcppProxy(): Promise<TcpProxy> {
  return startTcpProxy(null, makeOcppCutter);
}

/** MQTT 3.1.1, 2.2: type, remaining length of up to four bytes, and the rest. */
function cutMqtt(head: Buffer): Frame | null {
  let length = 0;
  let at = 1;
  for (let shift = 0; ; shift += 7) {
    const byte = head[at];
    if (byte === undefined) return null;
    at += 1;
    length += (byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  const bytes = at + length;
  if (bytes > head.length) return null;
  const type = (head[0] ?? 0) >> 4;
  if (type !== 3) return { bytes, label: String(type), text: '' };
  const topicEnd = at + 2 + head.readUInt16BE(at);
  const topic = head.toString('utf8', at + 2, topicEnd);
  const name = topic.replace(/^gw\/v1\/[^/]+\//, '').replace(/^cmd\/[^/]+\//, '');
  return { bytes, label: `PUBLISH ${name}`, text: head.toString('utf8', at + 2, bytes) };
}

function makeOcppCutter(): Cutter {
  const actions = new Map<string, string>();
  let isUpgraded = false;
  const cut = (head: Buffer) => cutWebSocket(head, (text) => toLabel(text, actions));
  let hasAsked = false;
  return {
    toServer(head) {
      if (hasAsked) return cut(head);
      const asked = cutHttp(head);
      hasAsked = asked !== null;
      return asked;
    },
    toClient(head) {
      if (isUpgraded) return cut(head);
      const answered = cutHttp(head);
      if (!answered) return null;
      isUpgraded = answered.text.startsWith('HTTP/1.1 101');
      // A refusal has a body, and the connection ends with it.
      return isUpgraded ? answered : { ...answered, bytes: head.length };
    },
  };
}

function cutHttp(head: Buffer): Frame | null {
  const end = head.indexOf('\r\n\r\n');
  if (end < 0) return null;
  return { bytes: end + 4, label: 'HTTP', text: head.toString('latin1', 0, end) };
}

/** RFC 6455 5.2; neither side here uses fragments or extensions. */
function cutWebSocket(head: Buffer, label: (text: string) => string): Frame | null {
  if (head.length < 2) return null;
  const isMasked = head.readUInt8(1) >= 0x80;
  const short = head.readUInt8(1) & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const start = 2 + extra + (isMasked ? 4 : 0);
  if (head.length < start) return null;
  const length = extra === 0 ? short : extra === 2 ? head.readUInt16BE(2) : head.readUInt32BE(6);
  const bytes = start + length;
  if (bytes > head.length) return null;
  const opcode = head.readUInt8(0) & 0x0f;
  if (opcode !== 1) return { bytes, label: String(opcode), text: '' };
  const payload = Buffer.from(head.subarray(start, bytes));
  if (isMasked) {
    const mask = head.subarray(start - 4, start);
    for (let at = 0; at < length; at += 1)
      payload[at] = payload.readUInt8(at) ^ mask.readUInt8(at % 4);
  }
  const text = payload.toString('utf8');
  return { bytes, label: label(text), text };
}

/** An answer is named by the action of its CALL (OCPP-J 1.6 4.2). */
function toLabel(text: string, actions: Map<string, string>): string {
  const [type, id, action] = JSON.parse(text) as [number, string, string];
  if (type === 2) {
    actions.set(id, action);
    return `CALL ${action}`;
  }
  return `${type === 3 ? 'CALLRESULT' : 'CALLERROR'} ${actions.get(id)}`;
}
