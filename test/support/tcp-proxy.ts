import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Server,
  type Socket,
} from 'node:net';

/** One whole frame at the head of a stream, named so that a gate can wait for it. */
export type Frame = { readonly bytes: number; readonly label: string; readonly text: string };

/** Cuts both directions of one connection into frames; `null` = more bytes are needed. */
export type Cutter = {
  toServer(head: Buffer): Frame | null;
  toClient(head: Buffer): Frame | null;
};

/** The frame that a gate waits for: the `nth` of this label from now on, holding this text. */
export type Wanted = {
  readonly label: string;
  readonly containing?: string;
  readonly nth?: number;
};

/** Holds one frame, and with it all behind it in the same direction of the same connection. */
export type Gate = {
  /** Resolves when the frame is held. */
  readonly reached: Promise<void>;
  isReached(): boolean;
  /** Lets the frame go on its way, now or when it comes. */
  release(): void;
  /** Loses the frame and cuts both ends of its connection. */
  cut(): void;
};

/** A proxy in front of one server, whose address may change while clients keep theirs. */
export type TcpProxy = {
  readonly port: number;
  gate(wanted: Wanted): Gate;
  /** How many frames of this label went through, or were held. */
  count(label: string): number;
  /** From now on connections go there; `null` = they wait until there is somewhere. */
  retarget(target: NetConnectOpts | null): void;
  /** Cuts every connection. */
  cutAll(): void;
  stop(): Promise<void>;
};

/** Starts a proxy on loopback; `makeCutter` is asked once per connection. */
export async function startTcpProxy(
  target: NetConnectOpts | null,
  makeCutter: () => Cutter,
): Promise<TcpProxy> {
  const gates = new Gates();
  const links = new Set<Link>();
  let current = target;
  const server = createServer({ noDelay: true, pauseOnConnect: true }, (client) => {
    const link = new Link(client, makeCutter(), gates);
    links.add(link);
    client.once('close', () => links.delete(link));
    if (current) link.open(current);
  });
  await listen(server);
  const cutAll = () => {
    for (const link of links) link.cut();
  };
  return {
    port: (server.address() as AddressInfo).port,
    gate: (wanted) => gates.add(wanted),
    count: (label) => gates.count(label),
    retarget(next) {
      current = next;
      if (next) for (const link of links) link.open(next);
    },
    cutAll,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        cutAll();
      }),
  };
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}

type Held = { readonly wanted: Wanted; left: number; caught(link: Link): Promise<boolean> };

/** The gates of a proxy and its counts; a gate is used up by the frame that it catches. */
class Gates {
  readonly #waiting = new Set<Held>();
  readonly #counts = new Map<string, number>();

  count(label: string): number {
    return this.#counts.get(label) ?? 0;
  }

  add(wanted: Wanted): Gate {
    const reached = Promise.withResolvers<void>();
    const passes = Promise.withResolvers<boolean>();
    let link: Link | null = null;
    this.#waiting.add({
      wanted,
      left: wanted.nth ?? 1,
      caught(by) {
        link = by;
        reached.resolve();
        return passes.promise;
      },
    });
    return {
      reached: reached.promise,
      isReached: () => link !== null,
      release: () => passes.resolve(true),
      cut() {
        passes.resolve(false);
        link?.cut();
      },
    };
  }

  /** The gate that holds this frame, if any. */
  catch({ label, text }: Frame): Held | null {
    this.#counts.set(label, this.count(label) + 1);
    let caught: Held | null = null;
    for (const held of this.#waiting) {
      const { wanted } = held;
      if (wanted.label !== label || !text.includes(wanted.containing ?? '')) continue;
      // A frame is caught once: a second gate that wants the same one takes the next.
      if (held.left > 1 || caught) held.left = Math.max(held.left - 1, 1);
      else caught = held;
    }
    if (caught) this.#waiting.delete(caught);
    return caught;
  }
}

/** One client's connection through the proxy. */
class Link {
  readonly #client: Socket;
  readonly #cutter: Cutter;
  readonly #gates: Gates;
  #server: Socket | null = null;

  constructor(client: Socket, cutter: Cutter, gates: Gates) {
    this.#client = client;
    this.#cutter = cutter;
    this.#gates = gates;
    client.on('error', () => {});
    client.once('close', () => this.#server?.destroySoon());
  }

  open(target: NetConnectOpts): void {
    if (this.#server || this.#client.destroyed) return;
    const client = this.#client;
    const server = connect(target);
    this.#server = server;
    if ('port' in target) server.setNoDelay(true);
    server.on('error', () => {});
    server.once('close', () => client.destroySoon());
    this.#pump(client, server, (head) => this.#cutter.toServer(head));
    this.#pump(server, client, (head) => this.#cutter.toClient(head));
    client.resume();
  }

  cut(): void {
    this.#client.destroy();
    this.#server?.destroy();
  }

  #pump(from: Socket, to: Socket, cut: (head: Buffer) => Frame | null): void {
    let rest = Buffer.alloc(0);
    let isHeld = false;
    const drain = () => {
      for (let frame = cut(rest); frame && !isHeld; frame = isHeld ? null : cut(rest)) {
        const bytes = rest.subarray(0, frame.bytes);
        rest = rest.subarray(frame.bytes);
        const held = this.#gates.catch(frame);
        if (held) isHeld = true;
        if (!held) to.write(bytes);
        else void held.caught(this).then((passes) => goOn(passes, bytes));
      }
    };
    const goOn = (passes: boolean, bytes: Buffer) => {
      if (!passes || from.destroyed || to.destroyed) return;
      isHeld = false;
      to.write(bytes);
      drain();
    };
    from.on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      if (!isHeld) drain();
    });
  }
}
