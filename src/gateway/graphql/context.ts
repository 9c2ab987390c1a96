import type { Caller } from '../../domain/caller.ts';
import type { DeviceState } from '../../domain/ports/devices.ts';
import type { GatewayParts } from '../gateway-parts.ts';
import type { RequestHeaders } from '../http/request-headers.ts';

/** What every resolver is given. */
export type GatewayContext = {
  readonly parts: GatewayParts;
  /** The address that the request came from. */
  readonly source: string;
  readonly headers: RequestHeaders;
  /**
   * Who asks; established when a resolver first needs it.
   * @throws ApiError `KT-CT-1112`, `KT-CT-1124`, `KT-CT-1139`.
   */
  caller(): Promise<Caller>;
  /** Checks the token again; for what outlives a request. @throws ApiError as `caller`. */
  reauthenticate(): Promise<void>;
  /** A device, read once per request. */
  deviceState(id: string): Promise<DeviceState | null>;
  /** Ids accepted by this request, by response key: `extensions.transactionIds`. */
  readonly transactionIds: Record<string, readonly string[]>;
  /** Counts one subscription; `end` is called when its socket closes. Returns its release. */
  holdSubscription(end: () => void): () => void;
};

/** What a context is made from. */
export type ContextRequest = {
  readonly source: string;
  readonly headers: RequestHeaders;
  readonly token: string | null;
  readonly holdSubscription?: GatewayContext['holdSubscription'];
};

/** Makes the context of one request or one subscription. */
export function makeContext(parts: GatewayParts, request: ContextRequest): GatewayContext {
  const { source, headers } = request;
  const devices = new Map<string, Promise<DeviceState | null>>();
  let caller: Promise<Caller> | undefined;
  const authenticate = () => parts.authenticator.authenticate(request.token, source);
  return {
    parts,
    source,
    headers,
    transactionIds: {},
    holdSubscription: request.holdSubscription ?? (() => () => undefined),
    caller() {
      caller ??= authenticate().then((identity) => ({
        ...identity,
        onBehalfOf: headers.onBehalfOf,
      }));
      return caller;
    },
    async reauthenticate() {
      await authenticate();
    },
    deviceState(id) {
      const known = devices.get(id) ?? parts.devices.find(id);
      devices.set(id, known);
      return known;
    },
  };
}
