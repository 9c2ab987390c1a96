/** The topics of one device (mqtt.md, "Scheme"). */
export interface Topics {
  readonly status: string;
  readonly describe: string;
  /** The filter that all requests match. */
  readonly requests: string;
  answer(tx: string): string;
  state(aspect: string): string;
  telemetry(aspect: string): string;
  event(name: string): string;
  /** Where a CSR is asked and answered, without `/req`, `/accepted`, `/rejected`. */
  readonly rotation: string;
}

/** Topics under `gw/v1/{euid}`. */
export function makeTopics(euid: string): Topics {
  const root = `gw/v1/${euid}`;
  return {
    status: `${root}/status`,
    describe: `${root}/describe`,
    requests: `${root}/cmd/+/req`,
    answer: (tx) => `${root}/cmd/${tx}/res`,
    state: (aspect) => `${root}/state/${aspect}`,
    telemetry: (aspect) => `${root}/telemetry/${aspect}`,
    event: (name) => `${root}/event/${name}`,
    rotation: `${root}/cert/csr`,
  };
}

/** The transaction id in a command topic, or null. */
export function txOf(topic: string): string | null {
  return /^gw\/v1\/[^/]+\/cmd\/([^/]+)\/(?:req|res)$/.exec(topic)?.[1] ?? null;
}
